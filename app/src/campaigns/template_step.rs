use domain::campaigns::{CampaignView, TemplateChoices};
use domain::id::CompanyId;
use domain::provider_accounts::TemplateView;
use leptos::prelude::*;

use super::template_form::TemplateForm;
use crate::i18n::*;
use crate::parts::Empty;
use crate::providers::{category_text, status_text};

/// The approved template that is asked for and what fills it, or all of them to choose from.
#[component]
pub fn TemplateStep(
    company: CompanyId,
    campaign: CampaignView,
    choices: TemplateChoices,
    asked: String,
    /// The address of this step up to the name of a template.
    here: String,
) -> impl IntoView {
    let chosen = choices.templates.iter().find(|template| template.key() == asked && template.is_usable());
    match chosen.cloned() {
        Some(template) => view! { <TemplateForm company campaign template others=here /> }.into_any(),
        None => view! { <Choose company choices here /> }.into_any(),
    }
}

#[component]
fn Choose(company: CompanyId, choices: TemplateChoices, here: String) -> impl IntoView {
    let i18n = use_i18n();
    let (usable, others): (Vec<_>, Vec<_>) = choices.templates.into_iter().partition(TemplateView::is_usable);
    if usable.is_empty() {
        return view! { <NoTemplate company account=choices.account /> }.into_any();
    }
    let cards = usable.into_iter().map(|template| {
        let href = format!("{here}{}", template.key());
        view! { <li><a class="pick" href=href><About template /></a></li> }
    });
    let rest = others.into_iter().map(|template| view! { <li class="pick"><About template /></li> });
    let has_others = rest.len() > 0;
    view! {
        <h3>{t!(i18n, campaigns.template_choose)}</h3>
        <ul class="plain stack">{cards.collect_view()}</ul>
        {has_others.then(|| view! {
            <details>
                <summary class="link">{t!(i18n, campaigns.template_unusable)}</summary>
                <ul class="plain stack">{rest.collect_view()}</ul>
            </details>
        })}
    }
    .into_any()
}

#[component]
fn About(template: TemplateView) -> impl IntoView {
    let i18n = use_i18n();
    let status = (!template.is_usable()).then(|| status_text(i18n, template.status));
    view! {
        <span>
            <b>{template.name}</b>
            <span class="sm dim">
                {category_text(i18n, template.category)}" · "{template.language}
                {status.map(|status| format!(" · {status}"))}
            </span>
            <span class="sm">{template.shape.body}</span>
        </span>
    }
}

#[component]
fn NoTemplate(company: CompanyId, account: Option<domain::id::AccountId>) -> impl IntoView {
    let i18n = use_i18n();
    let place = account.map_or_else(String::new, |account| format!("/{account}"));
    let missing = account.is_none();
    view! {
        <Empty icon="flag" title=words!(i18n, campaigns.template_none)>
            {missing.then(|| view! { <p>{t!(i18n, campaigns.template_no_account)}</p> })}
            <p>{t!(i18n, campaigns.template_none_about)}</p>
            <a class="btn" href=format!("/c/{company}/providers{place}")>{t!(i18n, campaigns.template_account)}</a>
        </Empty>
    }
}
