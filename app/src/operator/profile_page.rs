use domain::operator::{LegalIdentity, OperatorProfile};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{SaveOperatorProfile, get_operator_profile};
use crate::form::{FormDone, FormFailure, PostForm, SubmitButton, TextArea, TextField, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::parts::{FailureNotice, Notice, Tone};

/// `/operator/profile`: the name on pages and in mails, and who stands behind it by law.
pub struct OperatorProfilePage;

#[lazy_route]
impl LazyRoute for OperatorProfilePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let drawn = Suspend::new(async move {
            match get_operator_profile().await {
                Ok(profile) => view! { <ProfileForm profile /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, operator.profile) />
            <Gate wide=true>
                <div class="stack tight">
                    <h1>{t!(i18n, operator.profile)}</h1>
                    <p class="dim">{t!(i18n, operator.profile_about)}</p>
                </div>
                <Suspense>{drawn}</Suspense>
                <p class="sm"><a href="/operator">{t!(i18n, operator.back)}</a></p>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn ProfileForm(profile: OperatorProfile) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveOperatorProfile>();
    let OperatorProfile { brand, legal } = profile;
    let lacks = !legal.is_sufficient();
    view! {
        {lacks.then(|| view! { <Notice tone=Tone::Warn><p>{t!(i18n, operator.identity_lacks)}</p></Notice> })}
        <PostForm action plain=true class="stack groups">
            <FormFailure />
            <fieldset class="group">
                <legend>{t!(i18n, operator.brand)}</legend>
                <TextField
                    name="name" label=words!(i18n, operator.name) hint=words!(i18n, operator.name_hint)
                    value=brand.name autocomplete="organization" required=true
                />
                <TextField
                    name="contact" kind="email" label=words!(i18n, operator.contact)
                    hint=words!(i18n, operator.contact_hint) value=brand.contact autocomplete="email" required=true
                />
            </fieldset>
            <Identity legal />
            <div class="form-end">
                <SubmitButton>{t!(i18n, operator.save)}</SubmitButton>
                <FormDone>{t!(i18n, operator.saved)}</FormDone>
            </div>
        </PostForm>
    }
}

#[component]
fn Identity(legal: LegalIdentity) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset class="group">
            <legend>{t!(i18n, operator.identity)}</legend>
            <p class="hint">{t!(i18n, operator.identity_hint)}</p>
            <TextField
                name="trade_name" label=words!(i18n, company.trade_name)
                hint=words!(i18n, company.trade_name_hint) value=legal.trade_name
            />
            <TextField
                name="mersis" label=words!(i18n, company.mersis) value=legal.mersis inputmode="numeric"
            />
            <TextArea name="address" label=words!(i18n, company.address) value=legal.address />
            <TextField
                name="kep" kind="email" label=words!(i18n, company.kep) hint=words!(i18n, company.kep_hint)
                value=legal.kep
            />
        </fieldset>
    }
}
