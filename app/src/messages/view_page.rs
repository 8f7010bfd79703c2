use domain::id::{CompanyId, MessageId};
use domain::messages::MessageView;
use domain::phone::humanize;
use domain::rights::Right;
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::GetMessage;
use super::facts::Facts;
use super::history::History;
use super::labels::class_text;
use super::outcome::Outcome;
use super::text::SentText;
use crate::call::ask;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Icon, Loaded, PageBody, PageHead, Refresh, use_changes};

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
        let named = move || params.with(|params| params.get("message")?.parse().ok());
        let id = move || named().unwrap_or(MessageId::from_i64(0));
        // The way to its neighbours stays on this page.
        let changes = use_changes(Signal::derive(move || vec![Topic::Message(id())]));
        let message = ask(move || GetMessage { company, message: id() }).again_when(move || changes.get());
        let back = (format!("/c/{company}/messages"), words!(i18n, messages.title));
        let head = (words!(i18n, messages.one_title), back);
        view! {
            <PageBody>
                <Loaded from=message rows=6 head children={move |message: MessageView| {
                    view! { <Message company message /> }
                }} />
            </PageBody>
        }
        .into_any()
    }
}

#[component]
fn Message(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let recipient = humanize(&message.row.recipient);
    let class = class_text(i18n, message.class);
    let (title, about) = match message.row.name.clone() {
        Some(name) => (name, format!("{recipient} · {class}")),
        None => (recipient, class.to_owned()),
    };
    let back = (format!("/c/{company}/messages"), words!(i18n, messages.title));
    let ways = view! { <Ways company message=message.clone() /> };
    view! {
        <PageHead title=Signal::stored(title) about=Signal::stored(about) back=Some(back) action=Some(ways.into_any()) />
        <Refresh while_moving=message.moving />
        <Outcome company message=message.clone() />
        <div class="cols main">
            <section class="panel" aria-labelledby="hist">
                <h2 id="hist">{t!(i18n, messages.what_happened)}</h2>
                <History rows=message.history.clone() />
            </section>
            <div class="stack">
                <SentText message=message.clone() />
                <Facts company message />
            </div>
        </div>
    }
}

/// The sheet that proves it, and the way to the messages beside it in the list.
#[component]
fn Ways(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let link = move |to: Option<MessageId>, icon: &'static str, words: &'static str| {
        to.map(|id| {
            view! {
                <a class="btn icon no-phone" href=format!("/c/{company}/messages/{id}") aria-label=words><Icon name=icon /></a>
            }
        })
    };
    let proof = use_right(Right::Export).then(|| {
        let href = format!("/c/{company}/messages/{}/proof.pdf", message.row.id);
        view! { <a class="btn" href=href rel="external">{t!(i18n, messages.proof)}</a> }
    });
    view! {
        {proof}
        {link(message.newer, "left", t_string!(i18n, messages.newer_message))}
        {link(message.older, "right", t_string!(i18n, messages.older_message))}
    }
}
