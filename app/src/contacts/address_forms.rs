use domain::contacts::{AddressRole, AddressRow, AddressState};
use domain::failure::Problem;
use domain::id::{AddressId, ContactId};
use domain::message::Channel;
use leptos::prelude::*;

use super::actions::CardActions;
use super::addresses::channels_of;
use super::labels::{role_text, state_text};
use crate::form::{
    Call, CompanyField, FormDone, FormFailure, PostForm, SelectField, SubmitButton, TextField, problem_text,
    use_form_state,
};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Confirm, Icon, channel_name};

/// Puts one more phone number or e-mail address on the card.
#[component]
pub fn AddForm(contact: ContactId, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let roles: Vec<_> = AddressRole::ALL
        .iter()
        .map(|role| (role.word().to_owned(), role_text(i18n, *role).to_owned()))
        .collect();
    view! {
        <PostForm action clear=true class="add-address">
            <CompanyField />
            <input type="hidden" name="contact" value=contact.to_string() />
            <FormFailure />
            <div class="duo">
                <TextField
                    name="address" label=words!(i18n, contacts.new_address)
                    hint=words!(i18n, contacts.new_address_hint) autocomplete="off"
                />
                <SelectField name="role" label=words!(i18n, contacts.role) options=roles />
            </div>
            <div class="form-end">
                <button type="submit" class="btn">{t!(i18n, contacts.add_address)}</button>
                <FormDone>{t!(i18n, contacts.address_added)}</FormDone>
            </div>
        </PostForm>
    }
}

/// What can be changed about one address; folded away, since it is seldom needed.
#[component]
pub fn AddressMenu(contact: ContactId, row: AddressRow, actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    let label = t_string!(i18n, contacts.change_address, address = row.shown.clone()).to_string();
    let is_open = came_back(&row);
    view! {
        <details class="address-menu" open=is_open>
            <summary class="link" aria-label=label>{t!(i18n, contacts.change)}</summary>
            <div class="stack">
                <Refusals contact row=row.clone() action=actions.refuse />
                <ConsentFields contact row=row.clone() action=actions.allow />
                <StateForm row=row.clone() actions />
                <RemoveForm contact row actions />
            </div>
        </details>
    }
}

/// Whether a form of this address came back with a failure, so that it must be seen.
fn came_back(row: &AddressRow) -> bool {
    let draft = use_page_context().draft;
    draft.is_some_and(|draft| draft.fields.get("address") == Some(&row.id.to_string()))
}

/// Notes that somebody wants no commercial messages there, channel by channel.
#[component]
fn Refusals(contact: ContactId, row: AddressRow, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let channels = channels_of(&row).into_iter().map(move |channel| {
        let refused = row.refused.contains(&channel);
        let address = row.id;
        view! { <RefusalForm contact address channel refused action /> }
    });
    view! {
        <div class="stack tight">
            <h3>{t!(i18n, contacts.refusals)}</h3>
            <p class="sm dim">{t!(i18n, contacts.refusals_about)}</p>
            <ul class="rows">{channels.collect_view()}</ul>
        </div>
    }
}

#[component]
fn RefusalForm(
    contact: ContactId,
    address: AddressId,
    channel: Channel,
    refused: bool,
    action: Call,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = channel_name(i18n, channel);
    let state =
        if refused { t_string!(i18n, contacts.refused) } else { t_string!(i18n, contacts.not_refused) };
    let form = (!refused).then(|| view! {
        <PostForm action>
            <CompanyField />
            <input type="hidden" name="contact" value=contact.to_string() />
            <input type="hidden" name="address" value=address.to_string() />
            <input type="hidden" name="channel" value=channel.word() />
            <button type="submit" class="btn">{t!(i18n, contacts.refuse)}<span class="vh">" "{name}</span></button>
        </PostForm>
    });
    view! { <li class="row between nowrap sm"><span><b>{name}</b>" "<span class="dim">{state}</span></span>{form}</li> }
}

/// Notes a consent with what proves it; it ends an earlier refusal.
#[component]
fn ConsentFields(contact: ContactId, row: AddressRow, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let address = row.id.to_string();
    view! {
        <PostForm action told_by=("address", address.clone()) class="stack tight">
            <CompanyField />
            <input type="hidden" name="contact" value=contact.to_string() />
            <input type="hidden" name="address" value=address />
            <h3>{t!(i18n, contacts.consent)}</h3>
            <ConsentInputs row />
        </PostForm>
    }
}

/// The channel and the proof. There is such a form for every address, so ids carry the address.
#[component]
fn ConsentInputs(row: AddressRow) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let (channel, note) = (format!("channel-{}", row.id), format!("note-{}", row.id));
    let (hint, error) = (format!("{note}-hint"), format!("{note}-error"));
    let chosen = form.typed("channel");
    let options = channels_of(&row).into_iter().map(move |channel| {
        let selected = chosen.as_deref() == Some(channel.word());
        view! { <option value=channel.word() selected=selected>{channel_name(i18n, channel)}</option> }
    });
    let described_by = format!("{error} {hint}");
    let problem = move || {
        let words = match form.problem("note")?.problem {
            Problem::Required => t_string!(i18n, contacts.proof_missing).to_owned(),
            other => problem_text(i18n, other, None),
        };
        Some(view! { <p class="error"><Icon name="alert" small=true />{words}</p> })
    };
    view! {
        <p class="sm dim" id=hint>{t!(i18n, contacts.consent_about)}</p>
        <div class="row consent-fields">
            <label class="vh" for=channel.clone()>{t!(i18n, contacts.channel)}</label>
            <select class="in" id=channel name="channel">{options.collect_view()}</select>
            <label class="vh" for=note.clone()>{t!(i18n, contacts.proof)}</label>
            <input
                class="in" id=note name="note" maxlength="300" autocomplete="off" aria-describedby=described_by
                aria-invalid=move || form.problem("note").map(|_| "true")
                placeholder=t_string!(i18n, contacts.proof_example) value=form.typed("note")
            />
            <button type="submit" class="btn">{t!(i18n, contacts.allow)}</button>
        </div>
        <div role="alert" id=error>{problem}</div>
    }
}

/// Says what was found out about an address.
#[component]
fn StateForm(row: AddressRow, actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    let field = format!("state-{}", row.id);
    let options = AddressState::ALL.iter().map(move |state| {
        let selected = *state == row.state;
        view! { <option value=state.word() selected=selected>{state_text(i18n, *state)}</option> }
    });
    view! {
        <PostForm action=actions.set_state class="field">
            <CompanyField />
            <input type="hidden" name="address" value=row.id.to_string() />
            <label for=field.clone()>{t!(i18n, contacts.state)}</label>
            <div class="row nowrap">
                <select class="in" id=field name="state">{options.collect_view()}</select>
                <button type="submit" class="btn">{t!(i18n, contacts.save)}</button>
            </div>
            <p class="hint">{t!(i18n, contacts.state_hint)}</p>
        </PostForm>
    }
}

/// Takes an address off this card; other cards keep it.
#[component]
fn RemoveForm(contact: ContactId, row: AddressRow, actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    let (title, means) = (row.shown.clone(), row.shown.clone());
    view! {
        <div class="row">
            <Confirm
                id=format!("remove-{}", row.id) framed=true label=words!(i18n, contacts.remove_address)
                title=words!(i18n, contacts.remove_address_title, address = title.clone())
                means=words!(i18n, contacts.remove_address_means, address = means.clone())
            >
                <PostForm action=actions.remove_address>
                    <CompanyField />
                    <input type="hidden" name="contact" value=contact.to_string() />
                    <input type="hidden" name="address" value=row.id.to_string() />
                    <SubmitButton class="danger">{t!(i18n, contacts.remove_address)}</SubmitButton>
                </PostForm>
            </Confirm>
        </div>
    }
}
