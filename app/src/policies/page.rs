use domain::accounts::{PolicyKind, PolicyView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::latest_policy;
use super::text::PolicyText;
use super::titles::kind_title;
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::open_frame::NotFoundPage;
use crate::parts::{Day, FailureNotice};

/// A document, readable by everybody.
pub struct PolicyPage;

#[lazy_route]
impl LazyRoute for PolicyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let word = use_params_map().with_untracked(|params| params.get("kind")).unwrap_or_default();
        match PolicyKind::from_word(&word) {
            Some(kind) => view! { <Document kind /> }.into_any(),
            None => view! { <NotFoundPage /> }.into_any(),
        }
    }
}

#[component]
fn Document(kind: PolicyKind) -> impl IntoView {
    let i18n = use_i18n();
    // The text is long: read here instead of through a resource, it does not travel twice.
    let drawn = Suspend::new(async move {
        match latest_policy(kind).await {
            Ok(policy) => view! { <Policy policy /> }.into_any(),
            Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
        }
    });
    view! {
        <PageTitle text=Signal::stored(kind_title(i18n, kind).to_owned()) />
        <Gate wide=true>
            <Suspense>{drawn}</Suspense>
            <OtherDocuments but=kind />
        </Gate>
    }
}

#[component]
fn Policy(policy: PolicyView) -> impl IntoView {
    let i18n = use_i18n();
    let version = policy.reference.version;
    view! {
        <div>
            <h1>{policy.title}</h1>
            <p class="sm dim">{t!(i18n, policies.version, version = version)}" · "<Day at=policy.published /></p>
        </div>
        <PolicyText body=policy.body />
    }
}

#[component]
fn OtherDocuments(but: PolicyKind) -> impl IntoView {
    let i18n = use_i18n();
    let links = PolicyKind::ALL.iter().filter(move |kind| **kind != but).map(|kind| {
        let href = format!("/policies/{kind}");
        view! { <li><a href=href>{kind_title(i18n, *kind)}</a></li> }
    });
    view! {
        <nav class="others sm" aria-labelledby="others">
            <h2 id="others">{t!(i18n, policies.others)}</h2>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}
