use std::sync::Arc;

use domain::email_address::EmailAddress;
use domain::sms::SmsEncoding;

/// What a message says, per channel.
#[derive(Clone, Debug)]
pub enum Content {
    Sms(SmsContent),
    Email(Box<EmailContent>),
    Whatsapp(WhatsappContent),
}

/// The text of an SMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsContent {
    /// In the form to send; the encoding was measured on it.
    pub text: String,
    pub encoding: SmsEncoding,
    pub iys: IysFilter,
}

/// What the provider has to check in İYS, the national register of commercial consents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IysFilter {
    /// Informational: no consent needed, nothing is checked.
    NotNeeded,
    /// Commercial, to an individual (BIREYSEL).
    Individual,
    /// Commercial, to a merchant (TACIR).
    Merchant,
}

/// An e-mail, before it is encoded. Line breaks in header values are refused, never folded away.
#[derive(Clone, Debug, Default)]
pub struct EmailContent {
    /// Our own, `<…@…>`, stored before sending.
    pub message_id: String,
    pub subject: String,
    /// Always there: a mail without a text part looks like spam.
    pub text: String,
    pub html: Option<String>,
    pub reply_to: Option<EmailAddress>,
    /// Where bounces go, if not to the sender.
    pub return_path: Option<EmailAddress>,
    pub unsubscribe: Option<Unsubscribe>,
    /// Further header fields, such as `Precedence`; structural ones are refused.
    pub headers: Vec<(String, String)>,
    pub attachments: Vec<Attachment>,
    /// The whole message as it leaves, once [`Provider::compose`](super::Provider::compose) has made it.
    pub composed: Option<Vec<u8>>,
}

/// The one-click unsubscribe of RFC 8058.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsubscribe {
    /// `https`, short, with an unforgeable token.
    pub url: String,
    /// A `mailto:` for clients without the button.
    pub mailto: Option<EmailAddress>,
}

/// A file in an e-mail.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub name: String,
    /// `application/pdf`.
    pub content_type: String,
    pub bytes: Arc<[u8]>,
}

/// A WhatsApp message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatsappContent {
    /// Free text, inside the 24 hours after the person's last message.
    Text {
        body: String,
        preview_url: bool,
        /// The provider's name of the message this one quotes.
        quotes: Option<String>,
    },
    Template(TemplateContent),
}

/// An approved template with the values of its variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateContent {
    pub name: String,
    /// Exactly as approved: `tr`, `en_US`.
    pub language: String,
    pub header: Option<HeaderParameter>,
    pub body: Vec<TemplateParameter>,
    pub buttons: Vec<ButtonParameter>,
}

/// A value of a template's variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateParameter {
    /// Only for templates made with named variables.
    pub name: Option<String>,
    pub text: String,
}

/// What fills a template's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderParameter {
    Text(TemplateParameter),
    /// Public addresses; the provider fetches them.
    Image {
        link: String,
    },
    Document {
        link: String,
        filename: String,
    },
    Video {
        link: String,
    },
}

/// A value of a template's button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ButtonParameter {
    /// From zero, counting all buttons.
    pub index: u8,
    pub kind: ButtonKind,
    pub text: String,
}

/// What a button's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonKind {
    /// The end of its address; one-time codes use it, too.
    Url,
    /// What comes back when it is pressed.
    QuickReply,
    /// A coupon to copy.
    CopyCode,
}
