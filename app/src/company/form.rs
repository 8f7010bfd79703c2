use domain::companies::CompanyProfileView;
use domain::company::CompanyKind;
use domain::phone::humanize;
use leptos::prelude::*;

use crate::form::{
    Call, Choice, ChoiceField, CompanyField, FormDone, FormFailure, PostForm, SubmitButton, TextArea,
    TextField,
};
use crate::i18n::*;

/// The profile's form. The style sheet shows the identifiers that fit the chosen kind.
#[component]
pub fn ProfileForm(profile: CompanyProfileView, action: Call, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PostForm action class="panel stack groups profile-form">
            <CompanyField />
            <FormFailure />
            <fieldset class="group" disabled=!may_edit>
                <legend>{t!(i18n, company.identity)}</legend>
                <Identity profile=profile.clone() />
            </fieldset>
            <fieldset class="group" disabled=!may_edit>
                <legend>{t!(i18n, company.reach)}</legend>
                <Reach profile />
            </fieldset>
            {may_edit.then(|| view! {
                <div class="form-end">
                    <SubmitButton>{t!(i18n, company.save)}</SubmitButton>
                    <FormDone>{t!(i18n, company.saved)}</FormDone>
                </div>
            })}
        </PostForm>
    }
}

#[component]
fn Identity(profile: CompanyProfileView) -> impl IntoView {
    let i18n = use_i18n();
    let kind = |kind: CompanyKind, words: &str, about: &str| Choice {
        value: kind.word().to_owned(),
        words: words.to_owned(),
        about: about.to_owned(),
    };
    let choices = vec![
        kind(
            CompanyKind::Merchant,
            t_string!(i18n, company.merchant),
            t_string!(i18n, company.merchant_about),
        ),
        kind(
            CompanyKind::Craftsman,
            t_string!(i18n, company.craftsman),
            t_string!(i18n, company.craftsman_about),
        ),
    ];
    view! {
        <TextField
            name="name" label=words!(i18n, company.name) hint=words!(i18n, company.name_hint)
            value=profile.name.clone() autocomplete="organization" required=true
        />
        <ChoiceField name="kind" label=words!(i18n, company.kind) choices value=profile.kind.word() />
        <Merchant profile=profile.clone() />
        <NationalIdField stored=profile.has_national_id />
    }
}

#[component]
fn Merchant(profile: CompanyProfileView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack of-merchant">
            <TextField
                name="trade_name" label=words!(i18n, company.trade_name)
                hint=words!(i18n, company.trade_name_hint) value=profile.trade_name
            />
            <div class="duo">
                <TextField name="tax_office" label=words!(i18n, company.tax_office) value=profile.tax_office />
                <TextField
                    name="tax_number" label=words!(i18n, company.tax_number)
                    hint=words!(i18n, company.tax_number_hint) value=profile.tax_number inputmode="numeric"
                />
            </div>
            <TextField
                name="mersis" label=words!(i18n, company.mersis) hint=words!(i18n, company.mersis_hint)
                value=profile.mersis inputmode="numeric"
            />
        </div>
    }
}

#[component]
fn NationalIdField(stored: bool) -> impl IntoView {
    let i18n = use_i18n();
    let hint = Signal::derive(move || match stored {
        true => t_string!(i18n, company.national_id_stored).to_owned(),
        false => t_string!(i18n, company.national_id_hint).to_owned(),
    });
    view! {
        <div class="of-craftsman">
            <TextField
                name="national_id" label=words!(i18n, company.national_id) hint=hint
                inputmode="numeric" autocomplete="off"
            />
        </div>
    }
}

#[component]
fn Reach(profile: CompanyProfileView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextArea name="address" label=words!(i18n, company.address) value=profile.address />
        <div class="duo">
            <TextField
                name="phone" label=words!(i18n, company.phone) value=humanize(&profile.phone) kind="tel" autocomplete="tel"
            />
            <TextField
                name="kep" label=words!(i18n, company.kep) hint=words!(i18n, company.kep_hint)
                value=profile.kep kind="email"
            />
        </div>
        <TextField
            name="privacy_contact" label=words!(i18n, company.privacy_contact)
            hint=words!(i18n, company.privacy_contact_hint) value=profile.privacy_contact kind="email"
        />
    }
}
