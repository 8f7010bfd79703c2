use domain::accounts::PolicyEventView;
use domain::failure::{Failure, Problem};
use domain::id::PolicyEventId;
use domain::lang::Lang;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::own_policy_event;
use super::own::act_name;
use super::text::PolicyText;
use crate::account::whereabouts::{address_text, device_text};
use crate::frame::{PageTitle, use_id};
use crate::i18n::*;
use crate::open_frame::{Gate, NotFoundPage};
use crate::parts::{FailureNotice, Moment, Notice, Tone};

/// `/documents/{event}`: what the person who asks has seen or accepted, word for word, with its proof.
pub struct PolicyEventPage;

#[lazy_route]
impl LazyRoute for PolicyEventPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        match use_id::<PolicyEventId>("event") {
            Some(event) => view! { <Event event /> }.into_any(),
            None => view! { <NotFoundPage /> }.into_any(),
        }
    }
}

#[component]
fn Event(event: PolicyEventId) -> impl IntoView {
    let i18n = use_i18n();
    let drawn = Suspend::new(async move {
        match own_policy_event(event).await {
            Ok(event) => view! { <Proof event /> }.into_any(),
            Err(error) => view! { <Missing failure=error.0 /> }.into_any(),
        }
    });
    view! {
        <PageTitle text=words!(i18n, policies.proof_title) />
        <Gate wide=true>
            <Suspense>{drawn}</Suspense>
            <p class="sm"><a href="/documents">{t!(i18n, policies.back)}</a></p>
        </Gate>
    }
}

#[component]
fn Missing(failure: Failure) -> impl IntoView {
    let i18n = use_i18n();
    if failure.problem == Problem::NotFound {
        crate::request::set_status(404);
    }
    view! { <h1>{t!(i18n, policies.proof_title)}</h1><FailureNotice failure /> }
}

#[component]
fn Proof(event: PolicyEventView) -> impl IntoView {
    let i18n = use_i18n();
    let (body, is_exact) = (event.body.clone(), event.is_exact);
    view! {
        <div class="stack tight">
            <h1>{event.row.title.clone()}</h1>
            <p class="sm dim">{t!(i18n, policies.proof_about)}</p>
        </div>
        <section class="panel" aria-labelledby="proof">
            <h2 id="proof">{t!(i18n, policies.proof_title)}</h2>
            <Facts event />
        </section>
        {(!is_exact).then(|| view! {
            <Notice tone=Tone::Warn><p>{t!(i18n, policies.not_exact)}</p></Notice>
        })}
        <section class="stack" aria-labelledby="whole">
            <h2 id="whole">{t!(i18n, policies.whole)}</h2>
            <PolicyText body inside=2 />
        </section>
    }
}

#[component]
fn Facts(event: PolicyEventView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = match event.lang {
        Lang::Tr => "Türkçe",
        Lang::En => "English",
    };
    let place = format!("{}, {}", device_text(i18n, &event.agent), address_text(i18n, &event.address));
    view! {
        <dl class="props">
            <div><dt>{t!(i18n, policies.act)}</dt><dd>{act_name(i18n, event.row.act)}</dd></div>
            {event.row.company.map(|company| view! {
                <div><dt>{t!(i18n, policies.for_company)}</dt><dd>{company}</dd></div>
            })}
            <div><dt>{t!(i18n, policies.at)}</dt><dd><Moment at=event.row.at /></dd></div>
            <div><dt>{t!(i18n, policies.number)}</dt><dd>{event.row.version}</dd></div>
            <div><dt>{t!(i18n, policies.lang)}</dt><dd>{lang}</dd></div>
            <div><dt>{t!(i18n, policies.place)}</dt><dd>{place}</dd></div>
            <div><dt>"SHA-256"</dt><dd class="anywhere"><code>{event.sha256}</code></dd></div>
        </dl>
    }
}
