use domain::message::Channel;
use domain::messages::{MessageBody, MessageView, TraceStep};
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Moment, channel_icon, channel_name};

/// What was sent, as the recipient sees it.
#[component]
pub fn SentText(message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let shown = match message.body.clone() {
        Some(body) => view! { <Phone message body /> }.into_any(),
        None => view! { <p class="dim">{t!(i18n, messages.body_hidden)}</p> }.into_any(),
    };
    view! { <section class="panel" aria-labelledby="body"><h2 id="body">{t!(i18n, messages.sent_text)}</h2>{shown}</section> }
}

#[component]
fn Phone(message: MessageView, body: MessageBody) -> impl IntoView {
    let i18n = use_i18n();
    let channel = message.row.channel;
    let left = match message.trace()[1] {
        TraceStep::Done(at) => Some(at),
        _ => None,
    };
    let sender = message.sender.or(message.account).unwrap_or_default();
    let length = length_text(i18n, channel, &body);
    view! {
        <div class="phone">
            <header class="row between">
                <b>{sender}</b>
                <span class="row dim"><Icon name=channel_icon(channel) small=true />{channel_name(i18n, channel)}</span>
            </header>
            <div class="screen">
                {(!body.subject.is_empty()).then(|| view! { <p class="sm"><b>{body.subject}</b></p> })}
                <p class="bubble">{body.text}{left.map(|at| view! { <Moment at /> })}</p>
            </div>
            {length.map(|words| view! { <footer>{words}</footer> })}
        </div>
    }
}

/// `186 karakter, 2 SMS`; nothing of a mail.
fn length_text(i18n: Locale, channel: Channel, body: &MessageBody) -> Option<String> {
    let lang = use_page_context().lang;
    let count = i64::try_from(body.text.chars().count()).unwrap_or(i64::MAX);
    let number = format_integer(count, lang);
    let letters = t_count!(i18n, count, messages.one_letters | letters, count = number);
    match (channel, body.parts) {
        (Channel::Email, _) => None,
        (_, Some(parts)) => Some(format!("{letters}, {parts} SMS")),
        (_, None) => Some(letters),
    }
}
