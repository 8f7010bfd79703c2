use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ConfirmEmailChange;
use crate::form::{FormFailure, PostForm, SubmitButton, use_call, use_form_state};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;

/// Asks once more before the address of an account changes: mail scanners open links, and must change
/// nothing by it.
pub struct EmailChangePage;

#[lazy_route]
impl LazyRoute for EmailChangePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
        let action = use_call::<ConfirmEmailChange>();
        view! {
            <PageTitle text=words!(i18n, account.email_confirm_title) />
            <Gate>
                <PostForm action plain=true class="stack">
                    <input type="hidden" name="token" value=token />
                    <Asked />
                </PostForm>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn Asked() -> impl IntoView {
    let done = use_form_state().done;
    view! { <Show when=move || done.get() fallback=Question><Confirmed /></Show> }
}

#[component]
fn Question() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1>{t!(i18n, account.email_confirm_title)}</h1>
        <p class="dim">{t!(i18n, account.email_confirm_about)}</p>
        <FormFailure />
        <SubmitButton class="wide">{t!(i18n, account.email_confirm)}</SubmitButton>
    }
}

#[component]
fn Confirmed() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1>{t!(i18n, account.email_confirmed_title)}</h1>
        <p role="status">{t!(i18n, account.email_confirmed)}</p>
        <a class="btn wide" href="/">{t!(i18n, account.go_on)}</a>
    }
}
