use domain::page::{CompanyBadge, Visitor, is_of_company};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::stale::OtherCompany;
use crate::form::{PostForm, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;
use crate::parts::{Empty, Icon};
use crate::session::SwitchCompany;

/// Chooses the company to work in; `?next=` is the page that was asked for.
pub struct ChooseCompanyPage;

#[lazy_route]
impl LazyRoute for ChooseCompanyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
        let visitor = use_page_context().visitor;
        view! {
            <PageTitle text=words!(i18n, companies.title) />
            <Gate>{visitor.map(|visitor| view! { <Choice visitor next /> })}</Gate>
        }
        .into_any()
    }
}

/// A page of another of the visitor's companies was asked for, or none in particular.
#[component]
fn Choice(visitor: Visitor, next: String) -> impl IntoView {
    let asked = visitor.companies.iter().find(|company| is_of_company(&next, company.id)).cloned();
    match (asked, visitor.company.clone()) {
        (Some(asked), Some(here)) if asked.id != here.id => {
            view! { <OtherCompany asked here next /> }.into_any()
        }
        _ => view! { <List companies=visitor.companies next is_operator=visitor.is_operator /> }.into_any(),
    }
}

#[component]
fn List(companies: Vec<CompanyBadge>, next: String, is_operator: bool) -> impl IntoView {
    let i18n = use_i18n();
    let empty = companies.is_empty();
    let rows = companies.into_iter().map(|company| {
        let next = if is_of_company(&next, company.id) { next.clone() } else { String::new() };
        view! { <li><Row company next /></li> }
    });
    view! {
        <h1>{t!(i18n, companies.title)}</h1>
        {(!empty).then(|| view! { <p class="dim">{t!(i18n, companies.about)}</p> })}
        <ul class="panel flush rows">{rows.collect_view()}</ul>
        {empty.then(|| view! {
            <Empty icon="users" title=words!(i18n, companies.none)><p>{t!(i18n, companies.none_hint)}</p></Empty>
        })}
        <a class="btn wide" href="/companies/new"><Icon name="plus" />{t!(i18n, companies.add)}</a>
        {is_operator.then(|| view! { <p class="sm"><a href="/operator">{t!(i18n, companies.operator)}</a></p> })}
    }
}

#[component]
fn Row(company: CompanyBadge, next: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SwitchCompany>();
    let mode = company.test_mode.then(|| view! { <span class="dim sm">{t!(i18n, frame.mode_test)}</span> });
    view! {
        <PostForm action plain=true>
            <input type="hidden" name="company" value=company.id.to_string() />
            <input type="hidden" name="next" value=next />
            <button type="submit" class="menu-row tall">
                <b>{company.name}</b>
                <span class="row">{mode}<Icon name="right" small=true /></span>
            </button>
        </PostForm>
    }
}
