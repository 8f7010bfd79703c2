use domain::id::CompanyId;
use domain::messages::Overview;
use leptos::prelude::*;

use crate::frame::PreferenceForm;
use crate::i18n::*;
use crate::parts::Icon;

/// What a newcomer does first; gone once all is done or put away.
#[component]
pub fn FirstSteps(company: CompanyId, overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |done: bool,
                     name: Signal<String>,
                     about: Signal<String>,
                     path: &str,
                     act: Signal<String>| {
        let icon = if done { "check" } else { "ring" };
        let class = if done { "ok" } else { "dim" };
        let href = format!("/c/{company}/{path}");
        view! {
            <li>
                <span class=class><Icon name=icon /></span>
                <div><b>{name}</b>{done.then(|| view! { <span class="vh">{t!(i18n, home.first_done)}</span> })}<p class="sm dim">{about}</p></div>
                {(!done).then(|| view! { <a class="link" href=href>{act}<Icon name="right" small=true /></a> })}
            </li>
        }
    };
    view! {
        <section class="panel flush" aria-labelledby="first">
            <header class="row between">
                <h2 id="first">{t!(i18n, home.first_title)}</h2>
                <PreferenceForm name="steps" value="hidden">
                    <button type="submit" class="btn quiet">{t!(i18n, home.first_hide)}</button>
                </PreferenceForm>
            </header>
            <ul class="todo">
                {step(
                    overview.knows_company, words!(i18n, home.first_company), words!(i18n, home.first_company_about),
                    "company", words!(i18n, home.first_company_act),
                )}
                {step(
                    overview.has_account, words!(i18n, home.first_provider), words!(i18n, home.first_provider_about),
                    "providers", words!(i18n, home.first_provider_act),
                )}
                {step(
                    overview.has_people, words!(i18n, home.first_people), words!(i18n, home.first_people_about),
                    "contacts/import", words!(i18n, home.first_people_act),
                )}
                {step(
                    overview.has_sent, words!(i18n, home.first_message), words!(i18n, home.first_message_about),
                    "send", words!(i18n, home.first_message_act),
                )}
            </ul>
        </section>
    }
}
