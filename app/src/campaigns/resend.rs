use domain::campaigns::CampaignView;
use domain::id::CompanyId;
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::form::{Call, PostForm};
use crate::i18n::*;
use crate::messages::failure_text;
use crate::page_context::use_page_context;

/// Once more to those whom that may reach, with who stays out and why; a hint while something waits.
#[component]
pub fn Resend(company: CompanyId, campaign: CampaignView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let people = campaign.may_pass();
    let waits = campaign.progress.is_open();
    let count = format_integer(i64::from(people), lang);
    let words = t_count!(i18n, people, campaigns.one_resend_to | resend_to, count = count);
    let without = without(i18n, &campaign, |count| format_integer(i64::from(count), lang));
    if !campaign.may_resend() {
        let hint = (waits && people > 0).then(|| t!(i18n, campaigns.resend_later));
        return hint.map(|hint| view! { <p class="sm dim pad">{hint}</p> }).into_any();
    }
    view! {
        <PostForm action class="row pad between">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=campaign.id.to_string() />
            <input type="hidden" name="people" value=people.to_string() />
            <button type="submit" class="btn">{words}</button>
            <span class="sm dim">{without}</span>
        </PostForm>
    }
    .into_any()
}

/// Those whom sending once more would not help.
fn without(i18n: Locale, campaign: &CampaignView, number: impl Fn(u32) -> String) -> Option<String> {
    let hopeless = campaign.failures.iter().filter(|row| !row.reason.may_pass());
    let all: u32 = hopeless.clone().map(|row| row.count).sum();
    let reasons: Vec<_> =
        hopeless.map(|row| format!("{} ({})", failure_text(i18n, row.reason).0, number(row.count))).collect();
    let reasons = reasons.join(", ");
    (all > 0).then(|| {
        let count = number(all);
        t_count!(i18n, all, campaigns.one_resend_without | resend_without, count = count, reasons = reasons)
    })
}
