use std::time::Duration;

use domain::campaigns::{CampaignState, CampaignView};
use domain::id::CompanyId;
use domain::time::Timestamp;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::api::CancelCampaign;
use crate::form::{FormFailure, PostForm, use_call};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Confirm;

/// The way to stop it: within the undo window one click takes everything back; later it asks first.
#[component]
pub fn Stop(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    if !campaign.may_stop() {
        return ().into_any();
    }
    if let Some(until) = campaign.undo_until {
        return view! { <Undo company campaign until /> }.into_any();
    }
    let id = campaign.id.to_string();
    match campaign.state {
        CampaignState::Scheduled => view! {
            <Confirm
                id="stop" framed=true label=words!(i18n, campaigns.unschedule) title=words!(i18n, campaigns.unschedule_title)
                means=words!(i18n, campaigns.unschedule_means)
            ><StopForm company campaign=id class="btn danger" words=t_string!(i18n, campaigns.unschedule) /></Confirm>
        }
        .into_any(),
        _ => view! {
            <Confirm
                id="stop" framed=true label=words!(i18n, campaigns.stop) title=words!(i18n, campaigns.stop_title)
                means=words!(i18n, campaigns.stop_means)
            ><StopForm company campaign=id class="btn danger" words=t_string!(i18n, campaigns.stop) /></Confirm>
        }
        .into_any(),
    }
}

#[component]
fn Undo(company: CompanyId, campaign: CampaignView, until: Timestamp) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let waiting = campaign.progress.waiting;
    let count = format_integer(i64::from(waiting), lang);
    let what = match (campaign.state, campaign.is_repeat) {
        (CampaignState::Planning, _) => t_string!(i18n, campaigns.nothing_left_yet).to_owned(),
        (_, true) => t_count!(i18n, waiting, campaigns.one_repeats | repeats, count = count),
        _ => t_count!(i18n, waiting, campaigns.one_about_to_send | about_to_send, count = count),
    };
    let time = clock(until);
    let left = campaign.undo_seconds();
    view! {
        <div class="toast still" role="status">
            <span>
                {what}" "
                <span class="scripted" aria-live="off"><Countdown from=left /></span>
                <span class="no-script">{t!(i18n, campaigns.undo_until, time = time)}</span>
            </span>
            <StopForm company campaign=campaign.id.to_string() class="undo" words=t_string!(i18n, campaigns.undo) />
        </div>
    }
}

/// The seconds that are left, counted down.
#[component]
fn Countdown(from: u32) -> impl IntoView {
    let i18n = use_i18n();
    let left = RwSignal::new(from);
    Effect::new(move |_| {
        let tick = move || left.update(|left| *left = left.saturating_sub(1));
        if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || ticking.clear());
        }
    });
    move || {
        let count = left.get();
        (count > 0)
            .then(|| t_count!(i18n, count, campaigns.one_undo_left | undo_left, count = count.to_string()))
    }
}

/// `20:05:14` on Turkish clocks.
fn clock(at: Timestamp) -> String {
    let civil = at.to_istanbul();
    format!("{:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second())
}

#[component]
fn StopForm(company: CompanyId, campaign: String, class: &'static str, words: &'static str) -> impl IntoView {
    let action = use_call::<CancelCampaign>();
    view! {
        <PostForm action>
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=campaign />
            <FormFailure />
            <button type="submit" class=class>{words}</button>
        </PostForm>
    }
}
