use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::SignUp;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::PageTitle;
use crate::frame::gate::Gate;
use crate::i18n::*;
use crate::signup::{NewPasswordFields, PersonFields, SeenDocuments};

/// One page from an empty installation to a first company.
pub struct SetupPage;

#[lazy_route]
impl LazyRoute for SetupPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        view! {
            <PageTitle text=words!(i18n, setup.title) />
            <Gate wide=true>
                <div class="stack tight">
                    <h1>{t!(i18n, setup.title)}</h1>
                    <p class="dim">{t!(i18n, setup.about)}</p>
                </div>
                <SetupForm />
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn SetupForm() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SignUp>();
    view! {
        <PostForm action plain=true class="stack groups">
            <FormFailure />
            <fieldset class="group">
                <legend>{t!(i18n, signup.you)}</legend>
                <PersonFields />
                <NewPasswordFields />
            </fieldset>
            <fieldset class="group">
                <legend>{t!(i18n, setup.company)}</legend>
                <TextField
                    name="company_name" label=words!(i18n, setup.company_name)
                    hint=words!(i18n, setup.company_hint) autocomplete="organization" required=true
                />
            </fieldset>
            <fieldset class="group">
                <legend>{t!(i18n, signup.documents)}</legend>
                <SeenDocuments />
            </fieldset>
            <SubmitButton class="wide">{t!(i18n, setup.submit)}</SubmitButton>
        </PostForm>
    }
}
