use domain::campaigns::{CampaignView, TemplateChoices};
use domain::id::CompanyId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::ListTemplateChoices;
use super::content_step::TextForm;
use super::template_step::TemplateStep;
use crate::call::ask;
use crate::i18n::*;
use crate::parts::Loaded;

/// Stands for a text of one's own where the address may name a template.
const OWN: &str = "own";

/// What a WhatsApp send says: an approved template, or a text of one's own. Which one stands in the address,
/// so that it is chosen by a link.
#[component]
pub fn WhatsappStep(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let named = Memo::new(move |_| query.with(|query| query.get("template")));
    let choices = ask(move || ListTemplateChoices { company });
    let kept = campaign.content.clone().map_or_else(String::new, |content| match content.is_template() {
        true => content.template,
        false => OWN.to_owned(),
    });
    let here = format!("/c/{company}/send/{}?step=content&template=", campaign.id);
    move || {
        let asked = named.get().unwrap_or_else(|| kept.clone());
        let (campaign, others, own) = (campaign.clone(), here.clone(), asked == OWN);
        let (why, step) = match own {
            true => (t_string!(i18n, campaigns.own_why), view! { <TextForm company campaign /> }.into_any()),
            false => {
                let step = view! {
                    <Loaded from=choices children={move |choices: TemplateChoices| {
                        view! {
                            <TemplateStep
                                company campaign=campaign.clone() choices asked=asked.clone() here=others.clone()
                            />
                        }
                    }} />
                };
                (t_string!(i18n, campaigns.template_why), step.into_any())
            }
        };
        view! {
            <nav class="duo" aria-labelledby="s2">
                <Kind chosen=!own href=here.clone() name=t_string!(i18n, campaigns.kind_template) />
                <Kind chosen=own href=here.clone() + OWN name=t_string!(i18n, campaigns.kind_own) />
            </nav>
            <p class="sm dim">{why}</p>
            {step}
        }
    }
}

#[component]
fn Kind(chosen: bool, href: String, name: &'static str) -> impl IntoView {
    view! { <a class="pick" href=href aria-current=chosen.then_some("true")><b>{name}</b></a> }
}
