use domain::id::{CompanyId, MessageId};
use domain::messages::{DoubtWord, MessageList, MessageQuery, MessageView, MessageViewRow, SendMessageForm};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// A page of the company's messages, newest first.
#[server(prefix = "/api/v1", endpoint = "messages/list", input = GetUrl, output = Json)]
pub async fn list_messages(
    company: CompanyId,
    #[server(flatten)] query: MessageQuery,
) -> Answer<MessageList> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_messages(&actor, &query).await?)
}

/// The caller's own saved filters of the list.
#[server(prefix = "/api/v1", endpoint = "messages/views", input = GetUrl, output = Json)]
pub async fn list_views(company: CompanyId) -> Answer<Vec<MessageViewRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_views(&actor).await?)
}

/// One message with everything that happened to it.
#[server(prefix = "/api/v1", endpoint = "messages/get", input = GetUrl, output = Json)]
pub async fn get_message(company: CompanyId, message: MessageId) -> Answer<MessageView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_message(&actor, message).await?)
}

/// Stops a message that has not left.
#[server(prefix = "/api/v1", endpoint = "messages/cancel", input = Post<FormOrJson>, output = Json)]
pub async fn cancel_message(company: CompanyId, message: MessageId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.cancel_message(&actor, message).await?)
}

/// Sends a failed message once more, as a new message.
#[server(prefix = "/api/v1", endpoint = "messages/resend", input = Post<FormOrJson>, output = Json)]
pub async fn resend_message(company: CompanyId, message: MessageId) -> Answer<MessageId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let resent = services.resend_message(&actor, message).await?;
    crate::ssr::go_to(&format!("/c/{company}/messages/{resent}"));
    Ok(resent)
}

/// Writes one message into the ledger, from where it leaves at once; answers its id. The same `key`
/// sends once, however often it is posted.
#[server(prefix = "/api/v1", endpoint = "messages/send", input = Post<FormOrJson>, output = Json)]
pub async fn send_message(company: CompanyId, #[server(flatten)] form: SendMessageForm) -> Answer<MessageId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let message = services.send_message(&actor, &form).await?;
    crate::ssr::go_to(&format!("/c/{company}/messages/{message}"));
    Ok(message)
}

/// A person's word on a message in doubt: it arrived, it is lost, or it goes out once more.
#[server(prefix = "/api/v1", endpoint = "messages/settle-doubt", input = Post<FormOrJson>, output = Json)]
pub async fn settle_doubt(company: CompanyId, message: MessageId, word: DoubtWord) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.settle_doubt(&actor, message, word).await?)
}
