use domain::id::{CompanyId, MessageId};
use domain::message::Channel;
use domain::messages::DoubtWord;
use leptos::prelude::*;

use super::api::{CancelMessage, ResendMessage, SettleDoubt};
use crate::form::{FormFailure, PostForm, use_call};
use crate::i18n::*;

/// Stops a message that has not left.
#[component]
pub fn CancelForm(company: CompanyId, message: MessageId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<CancelMessage>();
    view! {
        <PostForm action class="row">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="message" value=message.to_string() />
            <FormFailure />
            <button type="submit" class="btn danger">{t!(i18n, messages.cancel)}</button>
        </PostForm>
    }
}

/// What is known of a message in doubt, and a person's three ways to end it.
#[component]
pub fn DoubtForm(company: CompanyId, message: MessageId, channel: Channel) -> impl IntoView {
    let i18n = use_i18n();
    let about = match channel {
        Channel::Sms => t_string!(i18n, messages.doubt_about_sms),
        Channel::Whatsapp => t_string!(i18n, messages.doubt_about_whatsapp),
        Channel::Email => t_string!(i18n, messages.doubt_about_email),
    };
    let action = use_call::<SettleDoubt>();
    let choice = |word: DoubtWord, name: Signal<String>| {
        view! { <button type="submit" class="btn" name="word" value=word.word()>{name}</button> }
    };
    view! {
        <p class="warn">{t!(i18n, messages.doubt_about)}" "{about}</p>
        <PostForm action class="row">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="message" value=message.to_string() />
            <FormFailure />
            {choice(DoubtWord::Arrived, words!(i18n, messages.doubt_arrived))}
            {choice(DoubtWord::SendAgain, words!(i18n, messages.doubt_send_again))}
            {choice(DoubtWord::Lost, words!(i18n, messages.doubt_lost))}
        </PostForm>
    }
}

/// Sends it once more; the main thing to do only where that helps by itself.
#[component]
pub fn ResendForm(company: CompanyId, message: MessageId, primary: bool) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ResendMessage>();
    let class = if primary { "btn primary" } else { "btn" };
    view! {
        <PostForm action class="row">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="message" value=message.to_string() />
            <FormFailure />
            <button type="submit" class=class>{t!(i18n, messages.resend)}</button>
        </PostForm>
    }
}
