use domain::contacts::{AddressKind, AddressRole, AddressRow, AddressState, ContactView};
use domain::id::ContactId;
use domain::message::Channel;
use domain::turkish::{format_date_time, format_integer};
use leptos::prelude::*;

use super::actions::CardActions;
use super::address_forms::{AddForm, AddressMenu};
use super::labels::{no_notices_text, refused_text, role_text, source_text, state_mark, state_text};
use crate::form::{CompanyField, PostForm};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Day, Icon};

/// Where a contact is reached, and what is known about each address.
#[component]
pub fn Addresses(contact: ContactView, actions: CardActions, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let id = contact.id;
    let none = contact.addresses.is_empty();
    let rows =
        contact.addresses.into_iter().map(move |row| view! { <Address contact=id row actions may_edit /> });
    view! {
        <section class="panel flush" aria-labelledby="reach">
            <header><h2 id="reach">{t!(i18n, contacts.addresses)}</h2></header>
            {none.then(|| view! { <p class="pad sm dim">{t!(i18n, contacts.no_addresses)}</p> })}
            <ul class="rows addresses">{rows.collect_view()}</ul>
            {may_edit.then(|| view! { <AddForm contact=id action=actions.add_address /> })}
        </section>
    }
}

#[component]
fn Address(contact: ContactId, row: AddressRow, actions: CardActions, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let icon = if row.kind == AddressKind::Phone { "tel" } else { "mail" };
    let role = (row.role != AddressRole::General).then(|| format!("{} · ", role_text(i18n, row.role)));
    let menu = may_edit.then(|| view! { <AddressMenu contact row=row.clone() actions /> });
    view! {
        <li class="address">
            <Icon name=icon />
            <div>
                <p class="row between"><b>{row.shown.clone()}</b><Known row=row.clone() /></p>
                <p class="sm dim">{role}{source_text(i18n, row.source)}" · "<Day at=row.since /></p>
                <Remarks row=row.clone() />
                {(!row.state.is_usable()).then(|| view! { <Closed row actions may_edit /> })}
            </div>
            {menu}
        </li>
    }
}

/// Whether it is known to be theirs.
#[component]
fn Known(row: AddressRow) -> impl IntoView {
    let i18n = use_i18n();
    let (icon, tone) = state_mark(row.state);
    view! { <span class="state" data-s=tone><Icon name=icon small=true />{state_text(i18n, row.state)}</span> }
}

/// What keeps messages from it, and whom it is shared with.
#[component]
fn Remarks(row: AddressRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let shared = (row.shared_with > 0).then(|| {
        let number = format_integer(i64::from(row.shared_with), lang);
        t_count!(i18n, row.shared_with, contacts.one_shared_with | shared_with, number = number)
    });
    let landline = row.kind == AddressKind::Phone && !row.takes_sms;
    let window = row.window_until.map(|until| {
        let time = format_date_time(until, lang);
        view! { <p class="sm">{t!(i18n, contacts.window_until, time = time)}</p> }
    });
    let offers = row.refused.into_iter().map(move |channel| refused_text(i18n, channel));
    let notices = row.notices_refused.into_iter().map(move |channel| no_notices_text(i18n, channel));
    let refused = offers.chain(notices).map(|words| {
        view! { <p class="sm bad refusal"><Icon name="stop" small=true />{words}</p> }
    });
    view! {
        {refused.collect_view()}
        {window}
        {landline.then(|| view! { <p class="sm dim">{t!(i18n, contacts.landline_about)}</p> })}
        {shared.map(|words| view! { <p class="sm dim">{words}</p> })}
    }
}

/// That nothing goes to it: who said why, when, and in which words, with the way to try it again.
#[component]
fn Closed(row: AddressRow, actions: CardActions, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let who = match (row.state, row.reported) {
        (AddressState::Dead, _) => t_string!(i18n, contacts.said_by_provider),
        (_, true) => t_string!(i18n, contacts.said_there),
        _ => t_string!(i18n, contacts.said_by_member),
    };
    view! {
        <p class="sm bad">{t!(i18n, contacts.nothing_goes)}</p>
        <p class="sm">{who}" · "<Day at=row.state_at /></p>
        {(!row.state_note.is_empty()).then(|| view! { <pre class="sm">{row.state_note.clone()}</pre> })}
        {may_edit.then(|| view! {
            <PostForm action=actions.set_state>
                <CompanyField />
                <input type="hidden" name="address" value=row.id.to_string() />
                <input type="hidden" name="state" value=AddressState::Unverified.word() />
                <button type="submit" class="btn">{t!(i18n, contacts.use_again)}</button>
            </PostForm>
        })}
    }
}

/// The channels that reach an address.
pub fn channels_of(row: &AddressRow) -> Vec<Channel> {
    let fits = |channel: &&Channel| {
        AddressKind::of(**channel) == row.kind && (row.takes_sms || **channel != Channel::Sms)
    };
    Channel::ALL.iter().filter(fits).copied().collect()
}
