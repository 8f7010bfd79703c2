use std::time::Duration;

use domain::contacts::{ContactView, DAYS_TO_RESTORE};
use domain::id::ContactId;
use domain::lang::Lang;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::actions::CardActions;
use super::labels::{recipient_text, shown_name, source_text};
use crate::form::{CompanyField, PostForm, SubmitButton};
use crate::i18n::*;
use crate::parts::{Confirm, Day, Moment, Notice, Tone};

/// What the card says besides name and addresses; what is empty is left out.
#[component]
pub fn Facts(contact: ContactView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = match contact.lang {
        Lang::Tr => "Türkçe",
        Lang::En => "English",
    };
    let source = source_text(i18n, contact.source);
    let made = view! { {source}" · "<Day at=contact.created /> };
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, contacts.facts)}</h2>
            <dl class="props">
                {fact(t_string!(i18n, contacts.code), contact.code)}
                {fact(t_string!(i18n, contacts.tax_number), contact.tax_number)}
                {fact(t_string!(i18n, contacts.city), contact.city)}
                {fact(t_string!(i18n, contacts.recipient), recipient_text(i18n, contact.recipient).to_owned())}
                {fact(t_string!(i18n, contacts.lang), lang.to_owned())}
                {fact(t_string!(i18n, contacts.notes), contact.notes)}
                <div><dt>{t!(i18n, contacts.source)}</dt><dd>{made}</dd></div>
                <div><dt>{t!(i18n, contacts.updated)}</dt><dd><Moment at=contact.updated /></dd></div>
            </dl>
        </section>
    }
}

fn fact(name: &'static str, text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <div><dt>{name}</dt><dd class="lines">{text}</dd></div> })
}

/// Says that the card was deleted, and takes that back.
#[component]
pub fn RestoreNotice(contact: ContactId, at: Timestamp, actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    let until = at + Duration::from_secs(u64::from(DAYS_TO_RESTORE) * 24 * 3_600);
    view! {
        <Notice tone=Tone::Warn>
            <p><b>{t!(i18n, contacts.was_deleted)}</b>" "<Moment at /></p>
            <p>{t!(i18n, contacts.was_deleted_about)}" "<Day at=until /></p>
            <div class="row">
                <PostForm action=actions.restore>
                    <CompanyField />
                    <input type="hidden" name="contact" value=contact.to_string() />
                    <button type="submit" class="btn">{t!(i18n, contacts.restore)}</button>
                </PostForm>
                <EraseForm contact actions />
            </div>
        </Notice>
    }
}

/// Erases somebody at their own request, after saying that it is for good.
#[component]
fn EraseForm(contact: ContactId, actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Confirm
            id="erase-contact" framed=true label=words!(i18n, contacts.erase)
            title=words!(i18n, contacts.erase_title) means=words!(i18n, contacts.erase_means)
        >
            <PostForm action=actions.erase>
                <CompanyField />
                <input type="hidden" name="contact" value=contact.to_string() />
                <SubmitButton class="danger">{t!(i18n, contacts.erase_for_good)}</SubmitButton>
            </PostForm>
        </Confirm>
    }
}

/// Deletes the card, after saying what stays.
#[component]
pub fn DeletePanel(contact: ContactView, actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    let (id, name) = (contact.id, shown_name(i18n, &contact.name()));
    view! {
        <div class="row">
            <Confirm
                id="delete-contact" framed=true label=words!(i18n, contacts.delete)
                title=words!(i18n, contacts.delete_title, name = name.clone()) means=words!(i18n, contacts.delete_means)
            >
                <PostForm action=actions.delete>
                    <CompanyField />
                    <input type="hidden" name="contact" value=contact.id.to_string() />
                    <SubmitButton class="danger">{t!(i18n, contacts.delete)}</SubmitButton>
                </PostForm>
            </Confirm>
            <EraseForm contact=id actions />
        </div>
        <p class="hint">{t!(i18n, contacts.erase_about)}</p>
    }
}
