use domain::campaigns::{CampaignState, CampaignView};
use domain::id::CompanyId;
use leptos::prelude::*;

use super::api::SendLate;
use crate::form::{FormFailure, PostForm, use_call};
use crate::i18n::*;
use crate::parts::{Moment, Notice, Tone};

/// Said of a campaign that was found late, with the way to send it all the same.
#[component]
pub fn FoundLate(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SendLate>();
    let due = campaign.scheduled.or(campaign.launched);
    let id = campaign.id.to_string();
    (campaign.state == CampaignState::Held).then(|| {
        view! {
            <Notice tone=Tone::Warn>
                <h3>{t!(i18n, campaigns.found_late)}</h3>
                <p>{t!(i18n, campaigns.found_late_about)}" "{due.map(|at| view! { <Moment at /> })}</p>
                <PostForm action>
                    <input type="hidden" name="company" value=company.to_string() />
                    <input type="hidden" name="campaign" value=id />
                    <FormFailure />
                    <button type="submit" class="btn primary">{t!(i18n, campaigns.send_late)}</button>
                </PostForm>
            </Notice>
        }
    })
}
