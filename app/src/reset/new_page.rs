use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ResetPassword;
use crate::form::{FormFailure, PostForm, SubmitButton, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::signup::NewPasswordFields;

/// Where the link of the mail leads: sets the new password.
pub struct NewPasswordPage;

#[lazy_route]
impl LazyRoute for NewPasswordPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let action = use_call::<ResetPassword>();
        view! {
            <PageTitle text=words!(i18n, reset.new_title) />
            <Gate>
                <h1>{t!(i18n, reset.new_title)}</h1>
                <p class="sm dim">{t!(i18n, reset.new_about)}</p>
                <PostForm action plain=true class="stack">
                    <FormFailure />
                    <NewPasswordFields renewed=true />
                    <SubmitButton class="wide">{t!(i18n, reset.save)}</SubmitButton>
                </PostForm>
                <p class="sm"><a href="/reset">{t!(i18n, reset.again)}</a></p>
            </Gate>
        }
        .into_any()
    }
}
