use leptos::prelude::*;

use crate::form::{PostForm, use_call};
use crate::frame::preferences::LanguageSwitch;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::BrandMark;
use crate::session::SignOut;

/// The narrow frame of pages outside a company: of people who are not signed in, and of those who can
/// leave from here.
#[component]
pub fn Gate(#[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let page = use_page_context();
    let class = if wide { "gate wide-gate" } else { "gate" };
    let contact = page.brand.contact;
    view! {
        <div class=class>
            <header class="row between">
                <a class="brand" href="/"><BrandMark />{page.brand.name}</a>
                <div class="row">
                    <LanguageSwitch />
                    {page.visitor.is_some().then(|| view! { <Leave /> })}
                </div>
            </header>
            <main class="stack" id="main">{children()}</main>
            <footer class="row sm dim">
                <a href="/policies/privacy">{t!(i18n, frame.privacy)}</a>
                <a href="/policies/clarification">{t!(i18n, frame.clarification)}</a>
                <a href="/policies/terms">{t!(i18n, frame.terms)}</a>
                <a href=format!("mailto:{contact}")>{contact.clone()}</a>
                {(!page.secure).then(|| view! { <p class="warn">{t!(i18n, frame.insecure)}</p> })}
            </footer>
        </div>
    }
}

#[component]
fn Leave() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SignOut>();
    view! {
        <PostForm action plain=true>
            <button type="submit" class="btn quiet">{t!(i18n, frame.sign_out)}</button>
        </PostForm>
    }
}
