use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::SignIn;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;
use crate::parts::Notice;
use crate::reset::ResetDone;

/// The sign-in page; goes on to `?next=` afterwards.
#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let action = use_call::<SignIn>();
    view! {
        <PageTitle text=words!(i18n, signin.title) />
        <Gate>
            <h1>{t!(i18n, signin.title)}</h1>
            <ResetDone />
            <Demo />
            <PostForm action plain=true class="stack">
                <input type="hidden" name="next" value=next />
                <FormFailure />
                <TextField
                    name="login" label=words!(i18n, signin.login)
                    autocomplete="username" required=true
                />
                <TextField
                    name="password" label=words!(i18n, signin.password)
                    kind="password" autocomplete="current-password" required=true
                />
                <SubmitButton class="wide">{t!(i18n, signin.submit)}</SubmitButton>
            </PostForm>
            <p class="sm"><a href="/reset">{t!(i18n, signin.forgot)}</a></p>
            {if use_page_context().signup_open {
                view! { <p class="sm">{t!(i18n, signin.new_here)}" "<a href="/signup">{t!(i18n, signup.title)}</a></p> }.into_any()
            } else {
                view! { <p class="sm dim">{t!(i18n, signin.no_account)}</p> }.into_any()
            }}
        </Gate>
    }
}

/// In the demo: the published sign-in, in words and as one button.
#[component]
fn Demo() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SignIn>();
    use_page_context().demo.map(|demo| {
        let (login, password) = (demo.login.clone(), demo.password.clone());
        view! {
            <Notice>
                <p>{t!(i18n, signin.demo_about)}</p>
                <p>{t!(i18n, signin.login)}": "<b>{demo.login}</b><br />{t!(i18n, signin.password)}": "<b>{demo.password}</b></p>
                <PostForm action plain=true>
                    <input type="hidden" name="login" value=login />
                    <input type="hidden" name="password" value=password />
                    <button type="submit" class="btn">{t!(i18n, signin.demo_enter)}</button>
                </PostForm>
            </Notice>
        }
    })
}
