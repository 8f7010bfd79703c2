use std::str::FromStr;

use domain::id::CompanyId;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_location, use_params_map};

use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{BrandMark, Icon};

/// Makes paths below the company of this page: `path("messages")` is `/c/cmp_…/messages`.
pub fn use_company_path() -> impl Fn(&str) -> String + Clone + Send + Sync + 'static {
    let params = use_params_map();
    let company = params.with_untracked(|params| params.get("company")).unwrap_or_default();
    move |rest| format!("/c/{company}/{rest}").trim_end_matches('/').to_owned()
}

/// The company of this page's path; one that does not exist when the path names none.
pub fn use_company() -> CompanyId {
    let named = use_params_map().with_untracked(|params| params.get("company"));
    named.and_then(|id| id.parse().ok()).unwrap_or(CompanyId::from_i64(0))
}

/// An id from this page's path; `None` for a word that is none.
pub fn use_id<T: FromStr>(name: &str) -> Option<T> {
    use_params_map().with_untracked(|params| params.get(name)?.parse().ok())
}

/// The side bar of wide screens.
#[component]
pub fn SideBar() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    let brand = use_page_context().brand.name;
    view! {
        <nav class="side" aria-label=t_string!(i18n, frame.navigation)>
            <a class="brand" href=path("")><BrandMark />{brand}</a>
            <div class="nav">
                <NavLink href=path("") exact=true icon="home">{t!(i18n, frame.overview)}</NavLink>
                <NavLink href=path("send") icon="send">{t!(i18n, frame.send)}</NavLink>
                <NavLink href=path("messages") icon="msg">{t!(i18n, frame.messages)}</NavLink>
                <NavLink href=path("campaigns") icon="flag">{t!(i18n, frame.campaigns)}</NavLink>
                <NavLink href=path("contacts") also=path("tags") icon="users">{t!(i18n, frame.people)}</NavLink>
            </div>
            <div class="nav">
                <h2>{t!(i18n, frame.setup)}</h2>
                <SetupLinks />
            </div>
        </nav>
    }
}

/// The pages where a company is set up: in the side bar, and behind "more" on phones.
#[component]
pub fn SetupLinks() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    view! {
        <NavLink href=path("providers") icon="plug">{t!(i18n, frame.providers)}</NavLink>
        <NavLink href=path("members") icon="badge">{t!(i18n, frame.members)}</NavLink>
        <NavLink href=path("company") icon="gear">{t!(i18n, frame.company)}</NavLink>
    }
}

/// The bar at the bottom of phones: the four places people go, and the rest.
#[component]
pub fn BottomBar() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    view! {
        <nav class="bottom only-phone" aria-label=t_string!(i18n, frame.bottom_navigation)>
            <NavLink href=path("") exact=true icon="home">{t!(i18n, frame.overview)}</NavLink>
            <NavLink href=path("contacts") also=path("tags") icon="users">{t!(i18n, frame.people)}</NavLink>
            <NavLink href=path("send") icon="send">{t!(i18n, frame.send_short)}</NavLink>
            <NavLink href=path("messages") icon="msg">{t!(i18n, frame.messages)}</NavLink>
            <NavLink href=path("more") icon="more">{t!(i18n, frame.more)}</NavLink>
        </nav>
    }
}

#[component]
pub fn NavLink(
    href: String,
    icon: &'static str,
    #[prop(optional)] exact: bool,
    /// Pages elsewhere that belong here.
    #[prop(optional, into)]
    also: Option<String>,
    children: Children,
) -> impl IntoView {
    let pathname = use_location().pathname;
    let here = move || also.as_ref().is_some_and(|also| pathname.read().starts_with(also)).then_some("here");
    view! { <A href=href exact=exact attr:class=here><Icon name=icon />{children()}</A> }
}
