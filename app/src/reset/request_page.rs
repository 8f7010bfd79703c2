use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::RequestPasswordReset;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call, use_form_state};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;
use crate::parts::{Notice, Tone};

/// Asks for a link to set a new password; afterwards says the same to everybody.
pub struct ResetPage;

#[lazy_route]
impl LazyRoute for ResetPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let action = use_call::<RequestPasswordReset>();
        view! {
            <PageTitle text=words!(i18n, reset.title) />
            <Gate>
                <PostForm action class="stack"><Asked /></PostForm>
                <p class="sm"><a href="/signin">{t!(i18n, reset.back)}</a></p>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn Asked() -> impl IntoView {
    let done = use_form_state().done;
    view! { <Show when=move || done.get() fallback=Request><Sent /></Show> }
}

#[component]
fn Request() -> impl IntoView {
    let i18n = use_i18n();
    // The link of an old mail leads here.
    let expired = use_query_map().with_untracked(|query| query.get("expired").is_some());
    view! {
        <h1>{t!(i18n, reset.title)}</h1>
        {expired.then(|| view! { <Notice tone=Tone::Warn><p>{t!(i18n, problem.link_expired)}</p></Notice> })}
        <p class="sm dim">{t!(i18n, reset.about)}</p>
        <MailWaits />
        <FormFailure />
        <TextField name="login" label=words!(i18n, reset.login) autocomplete="username" required=true />
        <SubmitButton class="wide">{t!(i18n, reset.submit)}</SubmitButton>
    }
}

/// Says when no mail can leave this installation, and whom to ask.
#[component]
fn MailWaits() -> impl IntoView {
    let i18n = use_i18n();
    let page = use_page_context();
    (!page.sends_mail).then(|| {
        view! {
            <Notice tone=Tone::Warn><p>{t!(i18n, reset.no_mail, contact = page.brand.contact)}</p></Notice>
        }
    })
}

#[component]
fn Sent() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1>{t!(i18n, reset.sent_title)}</h1>
        <p role="status">{t!(i18n, reset.sent)}</p>
        <p class="sm dim">{t!(i18n, reset.nothing_came)}</p>
        <a class="btn wide" href="/reset">{t!(i18n, reset.again)}</a>
    }
}
