use domain::contacts::{ContactForm, ContactView};
use domain::id::ContactId;
use domain::lang::Lang;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ViewContact;
use super::card_form::CardForm;
use super::labels::shown_name;
use super::paths::contact_path;
use crate::call::ask;
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::parts::{Loaded, Page};

/// `/c/{company}/contacts/new`.
pub struct NewContactPage;

#[lazy_route]
impl LazyRoute for NewContactPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let back = (format!("/c/{}/contacts", use_company()), words!(i18n, contacts.title));
        // The customers' language, whatever the member reads.
        let lang = Lang::default().code().to_owned();
        let form = ContactForm { kind: "person".to_owned(), lang, ..ContactForm::default() };
        view! {
            <Page title=words!(i18n, contacts.new_title) back narrow=true>
                <section class="panel"><CardForm form /></section>
            </Page>
        }
        .into_any()
    }
}

/// `/c/{company}/contacts/{contact}/edit`.
pub struct EditContactPage;

#[lazy_route]
impl LazyRoute for EditContactPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let id = use_id("contact").unwrap_or(ContactId::from_i64(0));
        let contact = ask(move || ViewContact { company, contact: id });
        let path = contact_path(company, id);
        let back = (path, words!(i18n, contacts.one_title));
        view! {
            <Page title=words!(i18n, contacts.edit_title) back narrow=true>
                <Loaded from=contact rows=6 children={move |contact: ContactView| view! {
                    <p class="sm dim">{shown_name(i18n, &contact.name())}</p>
                    <section class="panel"><CardForm form=contact.to_form() /></section>
                }} />
            </Page>
        }
        .into_any()
    }
}
