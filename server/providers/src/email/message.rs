//! From content to the bytes of a message.

use std::time::{Duration, SystemTime};

use domain::email_address::EmailAddress;
use domain::time::Timestamp;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::dkim::Signer;
use super::headers::{custom, one_line, refused, token};
use super::quoted;
use crate::provider::{Attachment, EmailContent, ProviderFailure, Unsubscribe};

/// Who writes, as the account has it.
#[derive(Debug)]
pub(super) struct Author {
    pub(super) address: EmailAddress,
    pub(super) name: Option<String>,
    pub(super) reply_to: Option<EmailAddress>,
}

/// What one message needs beside its content.
pub(super) struct Envelope<'a> {
    pub(super) reference: &'a str,
    pub(super) author: &'a Author,
    /// Takes the place of the account's own display name.
    pub(super) sender: Option<&'a str>,
    pub(super) to: &'a EmailAddress,
    pub(super) now: Timestamp,
}

/// The bytes of a message: headers and body in CRLF lines, no dots doubled.
pub(super) fn build(
    content: &EmailContent,
    envelope: &Envelope<'_>,
    signer: Option<&Signer>,
) -> Result<Vec<u8>, ProviderFailure> {
    let mut message = with_body(head(content, envelope)?, content)?;
    if let Some(signer) = signer {
        signer.sign(&mut message)?;
    }
    Ok(message.formatted())
}

fn head(content: &EmailContent, envelope: &Envelope<'_>) -> Result<MessageBuilder, ProviderFailure> {
    let author = envelope.author;
    let name = envelope.sender.or(author.name.as_deref());
    let mut head = Message::builder()
        .from(mailbox(&author.address, name)?)
        .to(mailbox(envelope.to, None)?)
        .subject(one_line("Subject", &content.subject)?)
        .date(system_time(envelope.now))
        .message_id(Some(token("Message-ID", &content.message_id)?.to_owned()))
        .raw_header(raw("X-Msg-Ref", token("X-Msg-Ref", envelope.reference)?));
    if let Some(reply_to) = content.reply_to.as_ref().or(author.reply_to.as_ref()) {
        head = head.reply_to(mailbox(reply_to, None)?);
    }
    if let Some(unsubscribe) = &content.unsubscribe {
        head = with_unsubscribe(head, unsubscribe)?;
    }
    for (name, value) in &content.headers {
        head = head.raw_header(custom(name, value)?);
    }
    Ok(head)
}

fn with_body(head: MessageBuilder, content: &EmailContent) -> Result<Message, ProviderFailure> {
    let text = text_part(&content.text, ContentType::TEXT_PLAIN);
    let html = content.html.as_deref().map(|html| text_part(html, ContentType::TEXT_HTML));
    let built = match (html, content.attachments.as_slice()) {
        (None, []) => head.singlepart(text),
        (Some(html), []) => head.multipart(alternative(text, html)),
        (html, files) => {
            let mixed = match html {
                None => MultiPart::mixed().singlepart(text),
                Some(html) => MultiPart::mixed().multipart(alternative(text, html)),
            };
            let parts = files.iter().map(attachment).collect::<Result<Vec<_>, _>>()?;
            head.multipart(parts.into_iter().fold(mixed, MultiPart::singlepart))
        }
    };
    built.map_err(|error| refused("message", &error.to_string()))
}

fn alternative(text: SinglePart, html: SinglePart) -> MultiPart {
    MultiPart::alternative().singlepart(text).singlepart(html)
}

fn text_part(text: &str, kind: ContentType) -> SinglePart {
    let encoded = quoted::encode(text);
    let body = Body::dangerous_pre_encoded(encoded, ContentTransferEncoding::QuotedPrintable);
    SinglePart::builder().header(kind).body(body)
}

fn attachment(file: &Attachment) -> Result<SinglePart, ProviderFailure> {
    let kind = ContentType::parse(one_line("Content-Type", &file.content_type)?)
        .map_err(|_| refused("Content-Type", "not a media type"))?;
    let name = one_line("attachment name", &file.name)?.to_owned();
    let body = Body::new_with_encoding(file.bytes.to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| refused("attachment", "cannot be encoded"))?;
    Ok(Part::new(name).body(body, kind))
}

fn with_unsubscribe(
    head: MessageBuilder,
    unsubscribe: &Unsubscribe,
) -> Result<MessageBuilder, ProviderFailure> {
    let url = one_line("List-Unsubscribe", &unsubscribe.url)?;
    if !url.starts_with("https://") || url.contains(['<', '>', ' ', ',']) || !url.is_ascii() {
        return Err(refused("List-Unsubscribe", "not an https address"));
    }
    let targets = match &unsubscribe.mailto {
        None => format!("<{url}>"),
        Some(address) => format!("<{url}>, <mailto:{address}>"),
    };
    // RFC 8058: exactly this value.
    let post = raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    Ok(head.raw_header(raw("List-Unsubscribe", &targets)).raw_header(post))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn mailbox(address: &EmailAddress, name: Option<&str>) -> Result<Mailbox, ProviderFailure> {
    let name = name.map(|name| one_line("name", name)).transpose()?;
    let address: Address =
        address.as_str().parse().map_err(|_| refused("address", "not usable in an e-mail"))?;
    Ok(Mailbox::new(name.map(str::to_owned), address))
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.micros()).unwrap_or(0))
}
