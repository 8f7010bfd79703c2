use domain::contacts::{ContactView, TimelineEntry, TimelineEvent};
use domain::id::CompanyId;
use domain::message::State;
use domain::messages::MessageRow;
use domain::phone::humanize;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::labels::{no_notices_text, refused_text, source_text};
use crate::i18n::*;
use crate::messages::{StateMark, reason_text};
use crate::parts::{Icon, Moment, channel_icon, channel_name};

/// What happened with a contact, newest first; messages lead to their pages.
#[component]
pub fn Timeline(company: CompanyId, contact: ContactView) -> impl IntoView {
    let i18n = use_i18n();
    let id = contact.id;
    let entries = contact.timeline.into_iter().map(move |entry| view! { <Entry company entry /> });
    view! {
        <section class="panel" aria-labelledby="story">
            <h2 id="story">{t!(i18n, contacts.timeline)}</h2>
            <ol class="log">{entries.collect_view()}</ol>
            {contact.more_messages.then(|| view! {
                <p class="sm more-messages">
                    <a href=format!("/c/{company}/messages?contact={id}")>{t!(i18n, contacts.all_messages)}</a>
                </p>
            })}
        </section>
    }
}

#[component]
fn Entry(company: CompanyId, entry: TimelineEntry) -> impl IntoView {
    let i18n = use_i18n();
    let at = entry.at;
    let plain = |icon: &'static str, tone: &'static str, title: String, about: String| {
        view! { <Plain icon tone title about at /> }.into_any()
    };
    match entry.what {
        TimelineEvent::Message { message } => view! { <Sent company message at /> }.into_any(),
        TimelineEvent::CardMade { source } => {
            let title = t_string!(i18n, contacts.card_made).to_owned();
            plain("plus", "dot", title, source_text(i18n, source).to_owned())
        }
        TimelineEvent::AddressAdded { shown, source } => {
            let title = t_string!(i18n, contacts.address_came).to_owned();
            plain("tel", "dot", title, format!("{shown} · {}", source_text(i18n, source)))
        }
        TimelineEvent::NotTheirs { shown } => {
            let title = t_string!(i18n, contacts.said_there).to_owned();
            plain("x", "dot bad", title, shown)
        }
        TimelineEvent::Refused { shown, channel } => {
            plain("stop", "dot bad", refused_text(i18n, channel), shown)
        }
        TimelineEvent::NoticesRefused { shown, channel } => {
            plain("stop", "dot bad", no_notices_text(i18n, channel), shown)
        }
    }
}

#[component]
fn Plain(
    icon: &'static str,
    tone: &'static str,
    title: String,
    about: String,
    at: Timestamp,
) -> impl IntoView {
    view! {
        <li>
            <span class=tone><Icon name=icon /></span>
            <div class="row between"><b>{title}</b><span class="sm dim"><Moment at /></span></div>
            <p class="sm dim">{about}</p>
        </li>
    }
}

#[component]
fn Sent(company: CompanyId, message: MessageRow, at: Timestamp) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match message.state {
        State::Failed | State::Expired => "dot bad",
        State::InDoubt | State::Held => "dot warn",
        State::Delivered | State::Read => "dot ok",
        _ => "dot",
    };
    // Who may not see texts sees at least what kind of message it was.
    let channel = channel_name(i18n, message.channel);
    let words = if message.excerpt.is_empty() { channel.to_owned() } else { message.excerpt };
    let reason =
        message.reason.map(move |reason| view! { <p class="sm dim">{reason_text(i18n, reason)}</p> });
    view! {
        <li>
            <span class=tone><Icon name=channel_icon(message.channel) /></span>
            <div class="row between">
                <a class="excerpt" href=format!("/c/{company}/messages/{}", message.id)>{words}</a>
                <span class="sm dim"><Moment at /></span>
            </div>
            <p class="sm dim row">
                <StateMark state=message.state />
                <span>{channel}" · "{humanize(&message.recipient)}</span>
            </p>
            {reason}
        </li>
    }
}
