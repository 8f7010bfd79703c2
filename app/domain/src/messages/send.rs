//! One message as a page or a program asks for it.

use serde::{Deserialize, Serialize};

use crate::campaigns::promotional_words;
use crate::email_address::EmailAddress;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{is_ticked, optional_line, required_line};
use crate::id::AccountId;
use crate::message::{Channel, Class, Purpose};
use crate::phone::PhoneNumber;
use crate::sms::{Letters, SmsRules, measure, prepare};
use crate::template::subject_is_clean;

const LONGEST_TEXT: usize = 4_096;
const LONGEST_SUBJECT: usize = 200;
const LONGEST_KEY: usize = 100;

/// One message, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendMessageForm {
    pub channel: String,
    /// A phone number or an e-mail address.
    pub recipient: String,
    /// The legal class; without one nothing leaves.
    pub class: String,
    /// `code` or `transactional`; empty is transactional.
    pub purpose: String,
    /// Of an e-mail.
    pub subject: String,
    pub text: String,
    /// The account to send through; empty takes the channel's default.
    pub account: String,
    /// The SMS sender name or an e-mail's display name; empty takes the account's own.
    pub sender: String,
    /// The same key sends once, however often it is posted; with another message it is refused.
    pub key: String,
    /// `on`: an informational text that reads like promotion was looked at again, and informs only.
    pub informs_only: String,
}

/// A form that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendMessage {
    pub channel: Channel,
    /// E.164, or the address.
    pub recipient: String,
    pub class: Class,
    pub purpose: Purpose,
    pub subject: Option<String>,
    /// In the form to send.
    pub text: String,
    pub account: Option<AccountId>,
    pub sender: Option<String>,
    pub key: Option<String>,
}

impl SendMessageForm {
    /// # Errors
    /// Everything wrong, field by field.
    pub fn parse(&self) -> Result<SendMessage, Failure> {
        let channel = Channel::from_word(self.channel.trim());
        let channel = channel.ok_or_else(|| Failure::field("channel", Problem::Required))?;
        let mut checks = Checks::default();
        let recipient = checks.take("recipient", read_recipient(channel, &self.recipient));
        let class = checks.take("class", Class::from_word(self.class.trim()).ok_or(Problem::Required));
        let purpose = checks.take("purpose", read_purpose(&self.purpose));
        let subject = checks.take("subject", self.read_subject(channel));
        let text = checks.take("text", read_text(channel, &self.text));
        let account = checks.take("account", read_account(&self.account));
        let sender = checks.take("sender", optional_line(&self.sender, LONGEST_SUBJECT));
        let key = checks.take("key", optional_line(&self.key, LONGEST_KEY));
        checks.done()?;
        let read = || {
            Some(SendMessage {
                channel,
                recipient: recipient?,
                class: class?,
                purpose: purpose?,
                subject: subject?,
                text: text?,
                account: account?,
                sender: sender?,
                key: key?,
            })
        };
        read().ok_or(Failure::new(Problem::Invalid))
    }

    /// Whether it claims to inform, reads like promotion, and nobody looked at it again.
    pub fn needs_a_second_look(&self, message: &SendMessage) -> bool {
        let text = format!("{} {}", message.subject.as_deref().unwrap_or_default(), message.text);
        message.class == Class::Informational
            && !is_ticked(&self.informs_only)
            && !promotional_words(&text).is_empty()
    }

    fn read_subject(&self, channel: Channel) -> Result<Option<String>, Problem> {
        if channel != Channel::Email {
            return Ok(None);
        }
        if !subject_is_clean(&self.subject) {
            return Err(Problem::LineBreak);
        }
        required_line(&self.subject, LONGEST_SUBJECT).map(Some)
    }
}

fn read_recipient(channel: Channel, text: &str) -> Result<String, Problem> {
    match channel {
        Channel::Email => Ok(EmailAddress::parse(text)?.into()),
        Channel::Sms | Channel::Whatsapp => {
            let number = PhoneNumber::parse(text)?;
            if number.can_receive_sms() { Ok(number.into()) } else { Err(Problem::NotAMobile) }
        }
    }
}

fn read_purpose(word: &str) -> Result<Purpose, Problem> {
    match word.trim() {
        "" => Ok(Purpose::Transactional),
        word => match Purpose::from_word(word) {
            Some(purpose @ (Purpose::Code | Purpose::Transactional | Purpose::Reply)) => Ok(purpose),
            _ => Err(Problem::Invalid),
        },
    }
}

/// The text in the form to send: an SMS is cleaned of typographic characters and must fit its parts.
fn read_text(channel: Channel, text: &str) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(Problem::TooLong);
    }
    if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        return Err(Problem::BadCharacters);
    }
    if channel != Channel::Sms {
        return Ok(text);
    }
    let text = prepare(&text, Letters::Turkish);
    if measure(&text, &SmsRules::NETGSM).too_long { Err(Problem::TooLong) } else { Ok(text) }
}

fn read_account(text: &str) -> Result<Option<AccountId>, Problem> {
    match text.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Problem::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms() -> SendMessageForm {
        SendMessageForm {
            channel: "sms".into(),
            recipient: "0532 123 45 67".into(),
            class: "informational".into(),
            text: "Siparişiniz “hazır”".into(),
            ..SendMessageForm::default()
        }
    }

    fn problem(form: &SendMessageForm, field: &str) -> Option<Problem> {
        form.parse().err().and_then(|failure| failure.of(field).map(|found| found.problem))
    }

    #[test]
    fn reads_an_sms_into_the_form_to_send() {
        let message = sms().parse().ok();
        let read = message.as_ref().map(|one| (one.recipient.as_str(), one.text.as_str(), one.purpose));
        assert_eq!(read, Some(("+905321234567", "Siparişiniz \"hazır\"", Purpose::Transactional)));
    }

    #[test]
    fn tells_what_is_wrong_at_its_field() {
        assert_eq!(
            problem(&SendMessageForm { class: String::new(), ..sms() }, "class"),
            Some(Problem::Required)
        );
        assert_eq!(
            problem(&SendMessageForm { recipient: "0532abc".into(), ..sms() }, "recipient"),
            Some(Problem::NotAPhone)
        );
        assert_eq!(
            problem(&SendMessageForm { recipient: "0212 123 45 67".into(), ..sms() }, "recipient"),
            Some(Problem::NotAMobile)
        );
        assert_eq!(
            problem(&SendMessageForm { text: "ş".repeat(10_000), ..sms() }, "text"),
            Some(Problem::TooLong)
        );
        assert_eq!(
            problem(&SendMessageForm { purpose: "campaign".into(), ..sms() }, "purpose"),
            Some(Problem::Invalid)
        );
        let mail = SendMessageForm {
            channel: "email".into(),
            recipient: "ayse@firma.com.tr".into(),
            subject: "a\r\nBcc: x@y.z".into(),
            ..sms()
        };
        assert_eq!(problem(&mail, "subject"), Some(Problem::LineBreak));
    }
}
