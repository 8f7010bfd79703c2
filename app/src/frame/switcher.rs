use leptos::prelude::*;

use super::navigation::use_company_path;
use crate::form::{PostForm, use_call};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Icon;
use crate::session::{SignOut, SwitchCompany};

/// The company this page works in, and the way to the others. Opens without JavaScript.
#[component]
pub fn CompanySwitcher() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = use_page_context().visitor;
    let here = visitor.as_ref().and_then(|visitor| visitor.company.clone());
    let others = visitor.map(|visitor| visitor.companies).unwrap_or_default();
    let current = here.as_ref().map(|company| company.id);
    let rows = others.into_iter().filter(|company| Some(company.id) != current).map(|company| {
        let action = use_call::<SwitchCompany>();
        view! {
            <PostForm action plain=true>
                <input type="hidden" name="company" value=company.id.to_string() />
                <button type="submit" class="menu-row">
                    {company.name}
                    {company.test_mode.then(|| view! { <span class="dim">{t!(i18n, frame.mode_test)}</span> })}
                </button>
            </PostForm>
        }
    });
    view! {
        <details class="menu" name="menu">
            <summary class="btn quiet">
                <span><b>{here.map(|company| company.name)}</b></span><Icon name="down" small=true />
            </summary>
            <div>
                {rows.collect_view()}
                <a href="/companies/new">{t!(i18n, frame.add_company)}<Icon name="plus" small=true /></a>
            </div>
        </details>
    }
}

/// Who is signed in, and the way out.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    let action = use_call::<SignOut>();
    let visitor = use_page_context().visitor;
    let (name, email) = visitor.map(|visitor| (visitor.name, visitor.email)).unwrap_or_default();
    view! {
        <details class="menu at-end" name="menu">
            <summary class="btn icon quiet" aria-label=t_string!(i18n, frame.account)>
                <Icon name="user" />
            </summary>
            <div>
                <p class="menu-who"><b>{name}</b><span class="dim sm">{email}</span></p>
                <a href=path("account")>{t!(i18n, frame.your_account)}</a>
                <PostForm action plain=true>
                    <button type="submit" class="menu-row">{t!(i18n, frame.sign_out)}</button>
                </PostForm>
            </div>
        </details>
    }
}
