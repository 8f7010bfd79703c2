use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::FinishSignIn;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;

/// The second step of a sign-in.
pub struct SecondStepPage;

#[lazy_route]
impl LazyRoute for SecondStepPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let action = use_call::<FinishSignIn>();
        view! {
            <PageTitle text=words!(i18n, second_factor.step_title) />
            <Gate>
                <h1>{t!(i18n, second_factor.step_title)}</h1>
                <p class="dim">{t!(i18n, second_factor.step_about)}</p>
                <PostForm action plain=true class="stack">
                    <FormFailure />
                    <TextField
                        name="one_time_code" label=words!(i18n, second_factor.code)
                        autocomplete="one-time-code" required=true
                    />
                    <SubmitButton class="wide">{t!(i18n, second_factor.step_submit)}</SubmitButton>
                </PostForm>
                <p class="sm"><a href="/signin">{t!(i18n, second_factor.again)}</a></p>
            </Gate>
        }
        .into_any()
    }
}
