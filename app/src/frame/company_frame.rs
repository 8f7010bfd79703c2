use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::navigation::{BottomBar, SideBar, use_company_path};
use super::top_bar::TopBar;
use crate::i18n::*;
use crate::page_context::use_page_context;

/// The frame of every page below `/c/{company}`.
#[component]
pub fn CompanyFrame() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a class="skip btn" href="#main">{t!(i18n, frame.skip)}</a>
        <div class="frame">
            <SideBar />
            <div>
                <TopBar />
                <Strips />
                <Outlet />
            </div>
        </div>
        <BottomBar />
    }
}

/// What a visitor must know on every page: test mode, and a connection that anybody can read.
#[component]
fn Strips() -> impl IntoView {
    let i18n = use_i18n();
    let page = use_page_context();
    let to_company = use_company_path();
    let test = page.visitor.and_then(|visitor| visitor.company).is_some_and(|company| company.test_mode);
    view! {
        {(!page.secure).then(|| view! { <p class="strip" role="status">{t!(i18n, frame.insecure)}</p> })}
        {test.then(|| view! {
            <p class="strip" role="status"><span><b>{t!(i18n, frame.test_mode)}</b>" "{t!(i18n, frame.test_mode_means)}</span>" "<a class="link" href=to_company("company#mode")>{t!(i18n, frame.to_live)}</a></p>
        })}
    }
}
