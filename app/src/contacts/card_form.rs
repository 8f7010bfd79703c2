use domain::contacts::{ContactForm, ContactKind};
use domain::lang::Lang;
use domain::messages::RecipientKind;
use leptos::prelude::*;

use super::api::SaveContact;
use super::labels::{kind_text, recipient_text};
use crate::form::{
    Choice, ChoiceField, CompanyField, FormFailure, FormKey, PostForm, SelectField, SubmitButton, TextArea,
    TextField, use_call,
};
use crate::i18n::*;

/// A card to fill in. The style sheet puts the title first for firms and the name first for people.
#[component]
pub fn CardForm(form: ContactForm) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveContact>();
    let is_new = form.contact.is_empty();
    view! {
        <PostForm action class="stack groups card-form">
            <CompanyField />
            <input type="hidden" name="contact" value=form.contact.clone() />
            <FormKey action />
            <FormFailure />
            <fieldset class="group">
                <legend>{t!(i18n, contacts.who)}</legend>
                <Who form=form.clone() />
            </fieldset>
            {is_new.then(|| view! {
                <fieldset class="group">
                    <legend>{t!(i18n, contacts.reach)}</legend>
                    <Reach form=form.clone() />
                </fieldset>
            })}
            <fieldset class="group">
                <legend>{t!(i18n, contacts.more)}</legend>
                <More form />
            </fieldset>
            <div class="form-end"><SubmitButton>{t!(i18n, contacts.save)}</SubmitButton></div>
        </PostForm>
    }
}

#[component]
fn Who(form: ContactForm) -> impl IntoView {
    let i18n = use_i18n();
    let choice = |kind: ContactKind, about: &str| Choice {
        value: kind.word().to_owned(),
        words: kind_text(i18n, kind).to_owned(),
        about: about.to_owned(),
    };
    let choices = vec![
        choice(ContactKind::Person, t_string!(i18n, contacts.kind_person_about)),
        choice(ContactKind::Company, t_string!(i18n, contacts.kind_company_about)),
    ];
    view! {
        <ChoiceField name="kind" label=words!(i18n, contacts.kind) choices value=form.kind />
        <div class="stack names">
            <div class="duo of-person">
                <TextField name="given_name" label=words!(i18n, contacts.given_name) value=form.given_name autocomplete="off" />
                <TextField name="family_name" label=words!(i18n, contacts.family_name) value=form.family_name autocomplete="off" />
            </div>
            <div class="of-firm">
                <TextField
                    name="title" label=words!(i18n, contacts.firm) hint=words!(i18n, contacts.firm_hint)
                    value=form.title autocomplete="off"
                />
            </div>
        </div>
    }
}

#[component]
fn Reach(form: ContactForm) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="duo">
            <TextArea name="phones" label=words!(i18n, contacts.phones) hint=words!(i18n, contacts.phones_hint) value=form.phones />
            <TextArea name="emails" label=words!(i18n, contacts.emails) hint=words!(i18n, contacts.emails_hint) value=form.emails />
        </div>
    }
}

#[component]
fn More(form: ContactForm) -> impl IntoView {
    let i18n = use_i18n();
    let langs = vec![
        (Lang::Tr.code().to_owned(), "Türkçe".to_owned()),
        (Lang::En.code().to_owned(), "English".to_owned()),
    ];
    let by_kind = (String::new(), t_string!(i18n, contacts.recipient_by_kind).to_owned());
    let recipients = RecipientKind::ALL
        .iter()
        .map(move |kind| (kind.word().to_owned(), recipient_text(i18n, *kind).to_owned()));
    let recipients: Vec<_> = std::iter::once(by_kind).chain(recipients).collect();
    view! {
        <div class="duo">
            <TextField name="code" label=words!(i18n, contacts.code) hint=words!(i18n, contacts.code_hint) value=form.code autocomplete="off" />
            <TextField
                name="tax_number" label=words!(i18n, contacts.tax_number) value=form.tax_number
                inputmode="numeric" autocomplete="off"
            />
        </div>
        <div class="duo">
            <TextField name="city" label=words!(i18n, contacts.city) value=form.city autocomplete="off" />
            <SelectField name="lang" label=words!(i18n, contacts.lang_of_messages) options=langs value=form.lang />
        </div>
        <SelectField
            name="recipient" label=words!(i18n, contacts.recipient) hint=words!(i18n, contacts.recipient_hint)
            options=recipients value=form.recipient
        />
        <TextArea name="notes" label=words!(i18n, contacts.notes) hint=words!(i18n, contacts.notes_hint) value=form.notes />
    }
}
