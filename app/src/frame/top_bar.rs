use leptos::prelude::*;

use super::navigation::{NavLink, use_company_path};
use super::preferences::{LanguageSwitch, ThemeSwitch};
use super::switcher::{AccountMenu, CompanySwitcher};
use crate::i18n::*;
use crate::page_context::use_page_context;

#[component]
pub fn TopBar() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    let test = use_page_context().visitor.and_then(|v| v.company).is_some_and(|company| company.test_mode);
    let mode = if test { "test" } else { "live" };
    view! {
        <header class="top">
            <CompanySwitcher />
            <span class="mode" data-mode=mode>
                {if test { t_string!(i18n, frame.mode_test) } else { t_string!(i18n, frame.mode_live) }}
            </span>
            <NavLink href=path("search") icon="search">{t!(i18n, frame.search)}</NavLink>
            <LanguageSwitch />
            <ThemeSwitch />
            <AccountMenu />
        </header>
    }
}
