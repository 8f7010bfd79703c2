use domain::campaigns::{CampaignView, ContentForm};
use domain::id::CompanyId;
use leptos::prelude::*;

use super::api::SaveContent;
use super::preview::Preview;
use super::test_row::TestRow;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::i18n::*;

/// The form of the second step: what is filled in, beside the message as a person would see it.
#[component]
pub fn ContentFrame(
    company: CompanyId,
    campaign: CampaignView,
    /// What stands in it now.
    form: Signal<ContentForm>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveContent>();
    let (id, channel, name) = (campaign.id.to_string(), campaign.channel, campaign.name.clone());
    view! {
        <PostForm action class="stack">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=id />
            <FormFailure />
            <div class="cols">
                <div class="stack">
                    <TextField name="name" label=words!(i18n, campaigns.name) value=name hint=words!(i18n, campaigns.name_hint) />
                    {children()}
                </div>
                <Preview company channel form />
            </div>
            <div class="row"><SubmitButton>{t!(i18n, campaigns.to_review)}</SubmitButton></div>
            <TestRow campaign action />
        </PostForm>
    }
}
