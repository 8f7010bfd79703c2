//! An account of any provider, filled from its descriptor alone.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::email_address::EmailAddress;
use domain::message::Channel;
use domain::phone::PhoneNumber;
use domain::provider_form::{FieldKind, FormValues};
use domain::sms::SmsEncoding;
use providers::descriptor::Descriptor;
use providers::outbound::{Outbound, OutboundConfig, SmtpPatience};
use providers::provider::{
    Content, EmailContent, IysFilter, Outgoing, Provider, Recipient, SmsContent, WhatsappContent,
};

/// Stands in every secret field, and must never be seen anywhere else.
pub const CANARY: &str = "k4naryanin-sesi-9f2c";
pub const REFERENCE: &str = "att_conformance_1";

/// The defaults, and something fitting in each other field that has to be filled.
pub fn form(descriptor: &Descriptor) -> FormValues {
    let form = descriptor.to_form();
    let mut values = form.defaults();
    for field in form.fields.iter().filter(|field| field.required && field.default.is_none()) {
        let value = match &field.kind {
            FieldKind::Secret { .. } => CANARY,
            FieldKind::Host => "mail.firma.com.tr",
            FieldKind::Email => "bilgi@firma.com.tr",
            FieldKind::Url => "https://firma.com.tr/",
            FieldKind::Bool => "on",
            FieldKind::Choice { options } => &options[0].value,
            FieldKind::Text { .. } | FieldKind::Int { .. } | FieldKind::Port => "106540",
        };
        values.insert(field.name.clone(), value.to_owned());
    }
    values
}

/// An account whose provider is reached at `peer`, wherever the settings or the operator say so.
pub fn account(descriptor: &Descriptor, peer: SocketAddr) -> Arc<dyn Provider> {
    let mut values = form(descriptor);
    if descriptor.field("host").is_some() {
        values.insert("host".to_owned(), peer.ip().to_string());
        values.insert("port".to_owned(), peer.port().to_string());
        values.insert("security".to_owned(), "none".to_owned());
    }
    let submitted = descriptor.read_form(&values, &|_| false).unwrap();
    let patience = Duration::from_millis(200);
    let config = OutboundConfig {
        allow: vec![peer],
        base_urls: [(descriptor.id.to_owned(), format!("http://{peer}"))].into(),
        answer_timeout: patience,
        smtp: SmtpPatience {
            hello: patience,
            command: patience,
            content: patience,
            ..SmtpPatience::default()
        },
        ..OutboundConfig::default()
    };
    let outbound = Outbound::new(config);
    providers::registry::build(descriptor.id, &submitted.settings, &submitted.secrets, &outbound).unwrap()
}

/// A message for a channel; our reference stands in its text, since not every provider takes one.
pub fn outgoing(channel: Channel) -> Outgoing {
    let phone = || Recipient::Phone(PhoneNumber::parse("0532 123 45 67").unwrap());
    let text = format!("Merhaba {REFERENCE}");
    let (recipient, content) = match channel {
        Channel::Sms => {
            let content = SmsContent { text, encoding: SmsEncoding::Gsm7, iys: IysFilter::NotNeeded };
            (phone(), Content::Sms(content))
        }
        Channel::Whatsapp => {
            let content = WhatsappContent::Text { body: text, preview_url: false, quotes: None };
            (phone(), Content::Whatsapp(content))
        }
        Channel::Email => {
            let message_id = format!("<{REFERENCE}@firma.com.tr>");
            let content = EmailContent { message_id, text, ..EmailContent::default() };
            (
                Recipient::Email(EmailAddress::parse("ayse@x.com.tr").unwrap()),
                Content::Email(Box::new(content)),
            )
        }
    };
    Outgoing { reference: REFERENCE.to_owned(), recipient, sender: None, content, valid_until: None }
}
