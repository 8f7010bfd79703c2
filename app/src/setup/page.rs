use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::SignUp;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
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
            <Founding
                title=words!(i18n, setup.title) about=words!(i18n, setup.about) submit=words!(i18n, setup.submit)
            />
        }
        .into_any()
    }
}

/// A stranger opens an account with a company of its own, where the operator lets strangers in.
pub struct SignUpPage;

#[lazy_route]
impl LazyRoute for SignUpPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        view! {
            <Founding
                title=words!(i18n, signup.title) about=words!(i18n, signup.about) submit=words!(i18n, signup.submit)
            />
        }
        .into_any()
    }
}

/// A person and a company in one form.
#[component]
fn Founding(title: Signal<String>, about: Signal<String>, submit: Signal<String>) -> impl IntoView {
    view! {
        <PageTitle text=title />
        <Gate wide=true>
            <div class="stack tight">
                <h1>{title}</h1>
                <p class="dim">{about}</p>
            </div>
            <FoundingForm submit />
        </Gate>
    }
}

#[component]
fn FoundingForm(submit: Signal<String>) -> impl IntoView {
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
            <SubmitButton class="wide">{submit}</SubmitButton>
        </PostForm>
    }
}
