use domain::id::{CompanyId, MessageId};
use domain::message::{Class, State};
use domain::messages::{DoubtWord, MessageView, StateReason};
use domain::phone::humanize;
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CancelMessage, GetMessage, ResendMessage, SettleDoubt};
use super::history::History;
use super::labels::{failure_text, reason_text};
use super::state_mark::StateMark;
use crate::call::ask;
use crate::form::{FormFailure, PostForm, use_call};
use crate::frame::use_company;
use crate::i18n::*;
use crate::parts::{Icon, Loaded, Moment, Page, channel_icon, channel_name, use_changes};

/// `/c/{company}/messages/{message}`: what was sent, and what became of it.
pub struct MessagePage;

#[lazy_route]
impl LazyRoute for MessagePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let params = use_params_map();
        let id = move || params.with(|params| params.get("message")?.parse().ok());
        let changes = use_changes(vec![Topic::Messages]);
        let call = move || GetMessage { company, message: id().unwrap_or(MessageId::from_i64(0)) };
        let message = ask(call).again_when(move || changes.get());
        let back = (format!("/c/{company}/messages"), words!(i18n, messages.title));
        view! {
            <Page title=words!(i18n, messages.one_title) back>
                <Loaded from=message rows=6 children={move |message: MessageView| {
                    view! { <Message company message /> }
                }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Message(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Outcome company message=message.clone() />
        <div class="cols main">
            <section class="panel" aria-labelledby="hist">
                <h2 id="hist">{t!(i18n, messages.what_happened)}</h2>
                <History rows=message.history.clone() />
            </section>
            <div class="stack">
                <Text message=message.clone() />
                <Facts company message />
            </div>
        </div>
    }
}

/// The state, what to do about it, and the button that does it.
#[component]
fn Outcome(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let row = message.row;
    let advice = match row.reason {
        Some(StateReason::Failure(reason)) => Some(failure_text(i18n, reason).1),
        _ => None,
    };
    let stoppable = row.state.is_stoppable();
    let resendable = matches!(row.state, State::Failed | State::Expired);
    let doubt = row.state == State::InDoubt;
    view! {
        <section class="panel stack">
            <div class="row between">
                <h2>{humanize(&row.recipient)}</h2><StateMark state=row.state large=true />
            </div>
            {row.reason.map(|reason| view! { <p>{reason_text(i18n, reason)}</p> })}
            {advice.map(|words| view! { <p class="dim">{words}</p> })}
            {doubt.then(|| view! { <DoubtForm company message=row.id /> })}
            {message.contradicted.then(|| view! { <p class="warn">{t!(i18n, messages.contradicted)}</p> })}
            {row.late.then(|| view! { <p class="dim">{t!(i18n, messages.late)}</p> })}
            {stoppable.then(|| view! { <CancelForm company message=row.id /> })}
            {resendable.then(|| view! { <ResendForm company message=row.id /> })}
        </section>
    }
}

#[component]
fn CancelForm(company: CompanyId, message: MessageId) -> impl IntoView {
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
fn DoubtForm(company: CompanyId, message: MessageId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SettleDoubt>();
    let choice = |word: DoubtWord, name: Signal<String>| {
        view! { <button type="submit" class="btn" name="word" value=word.word()>{name}</button> }
    };
    view! {
        <p class="warn">{t!(i18n, messages.doubt_about)}</p>
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

#[component]
fn ResendForm(company: CompanyId, message: MessageId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ResendMessage>();
    view! {
        <PostForm action class="row">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="message" value=message.to_string() />
            <FormFailure />
            <button type="submit" class="btn primary">{t!(i18n, messages.resend)}</button>
        </PostForm>
    }
}

#[component]
fn Text(message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let channel = message.row.channel;
    let sender = message.sender.unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="body">
            <h2 id="body">{t!(i18n, messages.sent_text)}</h2>
            {match message.body {
                Some(body) => view! {
                    <div class="phone">
                        <header class="row between">
                            <span class="row"><Icon name=channel_icon(channel) small=true /><b>{channel_name(i18n, channel)}</b></span>
                            <span class="dim">{sender}</span>
                        </header>
                        <div class="screen">
                            {(!body.subject.is_empty()).then(|| view! { <p class="sm"><b>{body.subject}</b></p> })}
                            <p class="bubble">{body.text}</p>
                        </div>
                    </div>
                }
                .into_any(),
                None => view! { <p class="dim">{t!(i18n, messages.body_hidden)}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Facts(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let class = match message.class {
        Class::Informational => t_string!(i18n, messages.informational),
        Class::Commercial => t_string!(i18n, messages.commercial),
    };
    let fact = |name: Signal<String>, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, messages.facts)}</h2>
            <dl class="props">
                {fact(words!(i18n, messages.fact_number), message.row.id.to_string().into_any())}
                {fact(words!(i18n, messages.fact_class), class.into_any())}
                {message.account.map(|name| fact(words!(i18n, messages.fact_account), name.into_any()))}
                {message.contact.map(|contact| {
                    let href = format!("/c/{company}/contacts/{contact}");
                    let link = view! { <a href=href>{t!(i18n, messages.open_contact)}</a> };
                    fact(words!(i18n, messages.fact_contact), link.into_any())
                })}
                {message.created_by.map(|name| fact(words!(i18n, messages.fact_author), name.into_any()))}
                {fact(words!(i18n, messages.fact_due), view! { <Moment at=message.row.due /> }.into_any())}
                {message.resend_of.map(|first| {
                    let href = format!("/c/{company}/messages/{first}");
                    fact(words!(i18n, messages.fact_resend_of), view! { <a href=href>{first.to_string()}</a> }.into_any())
                })}
            </dl>
        </section>
    }
}
