use domain::campaigns::CampaignView;
use domain::id::CompanyId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::content_step::TextForm;
use super::template_step::Templates;
use crate::i18n::*;

/// Stands for a text of one's own where the address may name a template.
const OWN: &str = "own";

/// The second step of a WhatsApp send: an approved template, or a text of one's own. Which of them stands
/// in the address, so that it is chosen by a link.
#[component]
pub fn WhatsappStep(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let named = Memo::new(move |_| query.with(|query| query.get("template")));
    let keeps_own = campaign.content.as_ref().is_some_and(|content| !content.is_template());
    let here = format!("/c/{company}/send/{}?step=content&template=", campaign.id);
    let kind = move || {
        let own = named.with(|named| named.as_deref().map_or(keeps_own, |named| named == OWN));
        let chosen = match own {
            true => view! { <OwnText company campaign=campaign.clone() /> }.into_any(),
            false => {
                view! { <Templates company campaign=campaign.clone() named here=here.clone() /> }.into_any()
            }
        };
        view! { <Kinds own here=here.clone() />{chosen} }
    };
    view! {
        <section class="panel stack" aria-labelledby="s2">
            <h2 id="s2">{t!(i18n, campaigns.step_content)}</h2>
            {kind}
        </section>
    }
}

/// The two kinds of text, the chosen one marked.
#[component]
fn Kinds(own: bool, here: String) -> impl IntoView {
    let i18n = use_i18n();
    let card = move |chosen: bool, href: String, name: &'static str, about: &'static str| {
        view! {
            <a class="pick" href=href aria-current=chosen.then_some("true")>
                <span><b>{name}</b><span class="dim">{about}</span></span>
            </a>
        }
    };
    view! {
        <nav class="duo" aria-label=t_string!(i18n, campaigns.kind)>
            {card(!own, here.clone(), t_string!(i18n, campaigns.kind_template), t_string!(i18n, campaigns.kind_template_about))}
            {card(own, here + OWN, t_string!(i18n, campaigns.kind_own), t_string!(i18n, campaigns.kind_own_about))}
        </nav>
    }
}

#[component]
fn OwnText(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="sm dim">{t!(i18n, campaigns.own_why)}</p>
        <TextForm company campaign />
    }
}
