use domain::campaigns::{CampaignView, Progress, SendingPace};
use domain::message::Channel;
use domain::messages::Share;
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use crate::i18n::*;
use crate::messages::failure_text;
use crate::page_context::use_page_context;
use crate::parts::{Funnel, FunnelStep, time_left};

/// How many have left of all, as a bar; told politely to screen readers.
#[component]
pub fn ProgressBar(progress: Progress) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let left = format_integer(i64::from(progress.left()), lang);
    let total = format_integer(i64::from(progress.total), lang);
    let percent = format_percent(u64::from(progress.left()), u64::from(progress.total), lang);
    let words = match progress.left() {
        0 => t_count!(i18n, progress.total, campaigns.one_none_left | none_left, total = total),
        _ => t_count!(i18n, progress.total, campaigns.one_left_of | left_of, left = left, total = total),
    };
    view! {
        <div class="prog">
            <div class="row between"><span>{words}</span><b>{percent}</b></div>
            <progress
                max=progress.total.max(1).to_string() value=progress.left().to_string()
                aria-label=t_string!(i18n, campaigns.progress)
            ></progress>
            <Rest progress />
        </div>
    }
}

/// How fast it leaves, and how long the rest takes.
#[component]
pub fn Pace(pace: SendingPace) -> impl IntoView {
    let i18n = use_i18n();
    let SendingPace { per_minute, remaining } = pace;
    let number = format_integer(i64::from(per_minute), use_page_context().lang);
    let rate = t_count!(i18n, per_minute, campaigns.one_pace | pace, number = number);
    let words = [Some(rate), remaining.map(|seconds| time_left(i18n, seconds))];
    view! { <p class="sm dim">{words.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p> }
}

/// Those that have not left: in the queue, taken back, or waiting for a word.
#[component]
fn Rest(progress: Progress) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let number = |count: u32| format_integer(i64::from(count), lang);
    let Progress { waiting, cancelled, needs_person, .. } = progress;
    let lines = [
        (
            waiting,
            t_count!(i18n, waiting, campaigns.one_rest_waiting | rest_waiting, count = number(waiting)),
        ),
        (
            cancelled,
            t_count!(
                i18n,
                cancelled,
                campaigns.one_rest_cancelled | rest_cancelled,
                count = number(cancelled)
            ),
        ),
        (
            needs_person,
            t_count!(i18n, needs_person, campaigns.one_rest_asks | rest_asks, count = number(needs_person)),
        ),
    ];
    let lines: Vec<_> = lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    (!lines.is_empty()).then(|| view! { <p class="sm dim">{lines.join(" ")}</p> })
}

/// Sent, delivered, read: how many of all are left at each step, as far as the channel tells.
#[component]
pub fn CampaignFunnel(progress: Progress, channel: Channel) -> impl IntoView {
    let i18n = use_i18n();
    let all = progress.total;
    let told = |part: u32, tells: bool| Share { part, of: if tells || part > 0 { all } else { 0 } };
    let delivered = told(progress.arrived(), channel.reports_delivery());
    let read = told(progress.read, channel.reports_reading());
    let untold = t_string!(i18n, campaigns.funnel_untold);
    let unread = t_string!(i18n, campaigns.funnel_unread);
    let note = |share: Share, words: &str| if share.of == 0 { words.to_owned() } else { String::new() };
    let step = |name: Signal<String>, share: Share, note: String| FunnelStep { name, share, note };
    let steps = vec![
        step(words!(i18n, campaigns.funnel_all), told(all, true), String::new()),
        step(words!(i18n, campaigns.funnel_sent), told(progress.left(), true), String::new()),
        step(words!(i18n, campaigns.funnel_delivered), delivered, note(delivered, untold)),
        step(words!(i18n, campaigns.funnel_read), read, note(read, unread)),
    ];
    view! { <Funnel steps /> }
}

/// Failures by reason, with advice.
#[component]
pub fn Failures(campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let rows = campaign.failures.into_iter().map(|row| {
        let (what, advice) = failure_text(i18n, row.reason);
        view! {
            <li>
                <b class="bad">{format_integer(i64::from(row.count), lang)}</b>
                <div class="sm"><b>{what}</b><p class="dim">{advice}</p></div>
                <span></span>
            </li>
        }
    });
    view! { <ul class="todo">{rows.collect_view()}</ul> }
}
