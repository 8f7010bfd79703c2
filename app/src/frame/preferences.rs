//! Language and look: plain posts that set a cookie and come back to the page.

use domain::lang::Lang;
use domain::page::Theme;
use leptos::prelude::*;
use leptos_router::hooks::use_url;

use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Icon;

/// A button that sets one preference and reloads the page it stands on.
#[component]
pub fn PreferenceForm(name: &'static str, value: &'static str, children: Children) -> impl IntoView {
    let url = use_url();
    let back = move || url.with(|url| format!("{}{}", url.path(), query_of(url.search())));
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="back" value=back />
            <input type="hidden" name=name value=value />
            {children()}
        </form>
    }
}

fn query_of(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

/// Offers the other language in its own words.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let (code, name) = match use_page_context().lang {
        Lang::Tr => ("en", "English"),
        Lang::En => ("tr", "Türkçe"),
    };
    view! {
        <PreferenceForm name="lang" value=code>
            <button type="submit" class="btn quiet" lang=code>{name}</button>
        </PreferenceForm>
    }
}

/// Turns system → light → dark → system.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let next = match use_page_context().theme {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    };
    let label = move || match next {
        Theme::System => t_string!(i18n, frame.theme_system),
        Theme::Light => t_string!(i18n, frame.theme_light),
        Theme::Dark => t_string!(i18n, frame.theme_dark),
    };
    view! {
        <PreferenceForm name="theme" value=next.word()>
            <button type="submit" class="btn icon quiet" aria-label=label title=label><Icon name="theme" /></button>
        </PreferenceForm>
    }
}
