use domain::id::CompanyId;
use domain::search::SearchText;
use leptos::prelude::*;
use leptos_meta::Stylesheet;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::find;
use super::results::{Beginning, Results};
use crate::frame::use_company;
use crate::i18n::*;
use crate::parts::{FailureNotice, Page};

/// What `/search.css` holds: the style of this page alone, and of it as a dialog over others.
pub const SEARCH_STYLE: &str = include_str!("style.css");

/// `/c/{company}/search?q=`: people, tags, campaigns and messages at once.
pub struct SearchPage;

#[lazy_route]
impl LazyRoute for SearchPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let typed = use_query_map().with_untracked(|address| address.get("q")).unwrap_or_default();
        let found = match SearchText::parse(&typed) {
            Some(text) => found(company, text),
            None => view! { <Beginning company /> }.into_any(),
        };
        view! {
            <Stylesheet href="/search.css" />
            <Page title=words!(i18n, search.title) narrow=true>
                <Form company typed />
                {found}
            </Page>
        }
        .into_any()
    }
}

fn found(company: CompanyId, text: SearchText) -> AnyView {
    let drawn = Suspend::new(async move {
        match find(company, text.as_str().to_owned()).await {
            Ok(results) => view! { <Results company text results /> }.into_any(),
            Err(error) => {
                crate::request::set_status(error.0.problem.status());
                view! { <FailureNotice failure=error.0 /> }.into_any()
            }
        }
    });
    view! { <Suspense>{drawn}</Suspense> }.into_any()
}

#[component]
fn Form(company: CompanyId, typed: String) -> impl IntoView {
    let i18n = use_i18n();
    let is_first = typed.is_empty();
    let action = format!("/c/{company}/search");
    view! {
        <form class="row search-all" method="get" action=action role="search" aria-label=t_string!(i18n, search.title)>
            <label class="vh" for="find">{t!(i18n, search.label)}</label>
            <input
                class="in" id="find" name="q" type="search" value=typed autocomplete="off" maxlength="100"
                autofocus=is_first placeholder=t_string!(i18n, search.example)
            />
            <button type="submit" class="btn primary">{t!(i18n, search.button)}</button>
        </form>
    }
}
