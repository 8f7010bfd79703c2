use domain::campaigns::{CampaignView, Progress};
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use crate::i18n::*;
use crate::messages::failure_text;
use crate::page_context::use_page_context;

/// Done of all, as a bar; told politely to screen readers.
#[component]
pub fn ProgressBar(progress: Progress) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let done = format_integer(i64::from(progress.done()), lang);
    let total = format_integer(i64::from(progress.total), lang);
    let percent = format_percent(u64::from(progress.done()), u64::from(progress.total.max(1)), lang);
    view! {
        <div class="prog">
            <div class="row between">
                <span>{t!(i18n, campaigns.done_of, done = done, total = total)}</span><b>{percent}</b>
            </div>
            <progress
                max=progress.total.max(1).to_string() value=progress.done().to_string()
                aria-label=t_string!(i18n, campaigns.progress)
            ></progress>
        </div>
    }
}

/// Sent, delivered, read: how many are left at each step.
#[component]
pub fn Funnel(progress: Progress) -> impl IntoView {
    let i18n = use_i18n();
    let arrived = progress.delivered + progress.read;
    let rows = [
        (words!(i18n, campaigns.funnel_all), progress.total),
        (words!(i18n, campaigns.funnel_sent), progress.on_its_way + arrived),
        (words!(i18n, campaigns.funnel_delivered), arrived),
        (words!(i18n, campaigns.funnel_read), progress.read),
    ];
    let all = progress.total.max(1);
    let items = rows.into_iter().map(|(name, count)| view! { <FunnelRow name count all /> });
    view! { <ol class="funnel">{items.collect_view()}</ol> }
}

#[component]
fn FunnelRow(name: Signal<String>, count: u32, all: u32) -> impl IntoView {
    let lang = use_page_context().lang;
    let width = format!("{:.1}%", f64::from(count) * 100.0 / f64::from(all));
    view! {
        <li>
            {name}
            <b>{format_integer(i64::from(count), lang)}</b>
            <span class="dim">{format_percent(u64::from(count), u64::from(all), lang)}</span>
            <svg aria-hidden="true">
                <rect class="track" width="100%" height="12" rx="3" />
                <rect class="c-sms" width=width height="12" rx="3" />
            </svg>
        </li>
    }
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
                <b>{format_integer(i64::from(row.count), lang)}</b>
                <div class="sm"><b>{what}</b><p class="dim">{advice}</p></div>
                <span></span>
            </li>
        }
    });
    view! { <ul class="todo">{rows.collect_view()}</ul> }
}
