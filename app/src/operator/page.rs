use domain::accounts::PolicyKind;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::installation;
use super::standing::Standing;
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::parts::{FailureNotice, Icon};
use crate::policies::kind_title;

/// `/operator`: how the installation stands, and the ways to what its operator sets and checks.
pub struct OperatorPage;

#[lazy_route]
impl LazyRoute for OperatorPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let drawn = Suspend::new(async move {
            match installation().await {
                Ok(installation) => view! { <Standing installation /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, operator.title) />
            <Gate wide=true>
                <div class="stack tight">
                    <h1>{t!(i18n, operator.title)}</h1>
                    <p class="dim">{t!(i18n, operator.about)}</p>
                </div>
                <Suspense>{drawn}</Suspense>
                <Ways />
                <Documents />
                <p class="sm"><a href="/">{t!(i18n, operator.leave)}</a></p>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn Ways() -> impl IntoView {
    let i18n = use_i18n();
    let ways = [
        (
            "/operator/profile",
            "badge",
            t_string!(i18n, operator.profile),
            t_string!(i18n, operator.profile_short),
        ),
        ("/operator/keys", "gear", t_string!(i18n, operator.keys), t_string!(i18n, operator.keys_short)),
        ("/operator/audit", "checks", t_string!(i18n, operator.audit), t_string!(i18n, operator.audit_short)),
        ("/two-factor", "user", t_string!(i18n, operator.factor), t_string!(i18n, operator.factor_short)),
    ];
    let cards = ways.map(|(href, icon, name, about)| {
        view! {
            <a class="pick" href=href>
                <Icon name=icon /><span><b>{name}</b><span class="dim">{about}</span></span>
            </a>
        }
    });
    view! {
        <nav class="duo" aria-label=t_string!(i18n, operator.ways)>{cards.into_iter().collect_view()}</nav>
    }
}

/// The documents, each with the way to its next version.
#[component]
fn Documents() -> impl IntoView {
    let i18n = use_i18n();
    let rows = PolicyKind::ALL.iter().map(|kind| {
        view! {
            <li>
                <a class="menu-row tall" href=format!("/operator/policies/{kind}")>
                    <b>{kind_title(i18n, *kind)}</b><Icon name="right" small=true />
                </a>
            </li>
        }
    });
    view! {
        <section class="stack" aria-labelledby="documents">
            <div>
                <h2 id="documents">{t!(i18n, operator.documents)}</h2>
                <p class="sm dim">{t!(i18n, operator.documents_about)}</p>
            </div>
            <ul class="panel flush rows">{rows.collect_view()}</ul>
        </section>
    }
}
