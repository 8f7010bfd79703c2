use domain::campaigns::{CampaignView, SentBack, Submission};
use domain::id::CompanyId;
use domain::rights::Right;
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Moment, Notice, Tone};

/// Said of a campaign that waits for an approval, with the way to the decision.
#[component]
pub fn Submitted(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let place = format!("/c/{company}/campaigns/{}/approval", campaign.id);
    let may_approve = use_right(Right::Approve) && use_right(Right::Send);
    campaign.submitted.map(|Submission { by, at, is_mine }| {
        let link = (may_approve || is_mine).then(|| {
            let words = match may_approve {
                true => t_string!(i18n, campaigns.to_approval),
                false => t_string!(i18n, campaigns.to_submitted),
            };
            view! { <a class="btn" href=place rel="external">{words}</a> }
        });
        view! {
            <Notice tone=Tone::Warn>
                <p>{t!(i18n, campaigns.waits_for_approval, name = by.clone())}" "<Moment at /></p>
                {link}
            </Notice>
        }
    })
}

/// Said of a draft that was not approved.
#[component]
pub fn CameBack(sent_back: Option<SentBack>) -> impl IntoView {
    let i18n = use_i18n();
    sent_back.map(|SentBack { by, at, note }| {
        view! {
            <Notice tone=Tone::Warn>
                <p>{t!(i18n, campaigns.came_back, name = by.clone())}" "<Moment at /></p>
                <p class="pre">{note}</p>
            </Notice>
        }
    })
}
