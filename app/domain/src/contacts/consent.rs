use serde::{Deserialize, Serialize};

use super::kind::AddressKind;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::optional_line;
use crate::id::{AddressId, ContactId};
use crate::message::Channel;

const LONGEST_NOTE: usize = 300;

/// What an address of a contact said about commercial messages, as a member posts it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    pub contact: String,
    /// An address of the card.
    pub address: String,
    /// A word of [`Channel`]; empty for all channels of the address.
    pub channel: String,
    /// How the member knows: what proves a consent, or where a refusal came from.
    pub note: String,
}

/// A consent or a refusal that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentWord {
    pub contact: ContactId,
    pub address: AddressId,
    pub channel: Option<Channel>,
    pub note: Option<String>,
}

impl ConsentForm {
    /// # Errors
    /// A contact, address or channel that is none; a note that is too long.
    pub fn parse(&self) -> Result<ConsentWord, Failure> {
        let mut checks = Checks::default();
        let contact = checks.take("contact", self.contact.parse().map_err(|_| Problem::NotFound));
        let address = checks.take("address", self.address.parse().map_err(|_| Problem::NotFound));
        let channel = checks.take("channel", self.channel());
        let note = checks.take("note", optional_line(&self.note, LONGEST_NOTE));
        checks.done()?;
        match (contact, address, channel, note) {
            (Some(contact), Some(address), Some(channel), Some(note)) => {
                Ok(ConsentWord { contact, address, channel, note })
            }
            _ => Err(Problem::Invalid.into()),
        }
    }

    /// The same for a consent, which the law asks to be proved.
    ///
    /// # Errors
    /// As [`parse`](Self::parse); `Required` at `note` when it is blank.
    pub fn parse_with_proof(&self) -> Result<ConsentWord, Failure> {
        let word = self.parse()?;
        if word.note.is_none() { Err(Failure::field("note", Problem::Required)) } else { Ok(word) }
    }

    fn channel(&self) -> Result<Option<Channel>, Problem> {
        match self.channel.trim() {
            "" => Ok(None),
            word => Channel::from_word(word).map(Some).ok_or(Problem::Malformed),
        }
    }
}

impl ConsentWord {
    /// The channels it is about, for an address of a kind.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for a channel that does not send to such addresses.
    pub fn channels_of(&self, kind: AddressKind) -> Result<Vec<Channel>, Problem> {
        let fits = |channel: &Channel| AddressKind::of(*channel) == kind;
        match self.channel {
            None => Ok(Channel::ALL.iter().copied().filter(fits).collect()),
            Some(channel) if fits(&channel) => Ok(vec![channel]),
            Some(_) => Err(Problem::Invalid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(channel: &str, note: &str) -> ConsentForm {
        ConsentForm {
            contact: ContactId::from_i64(1).to_string(),
            address: AddressId::from_i64(2).to_string(),
            channel: channel.to_owned(),
            note: note.to_owned(),
        }
    }

    #[test]
    fn without_a_channel_it_is_about_all_of_the_address() -> Result<(), Failure> {
        let word = form("", "").parse()?;
        assert_eq!(word.channels_of(AddressKind::Phone), Ok(vec![Channel::Sms, Channel::Whatsapp]));
        assert_eq!(word.channels_of(AddressKind::Email), Ok(vec![Channel::Email]));
        assert_eq!(form("email", "").parse()?.channels_of(AddressKind::Phone), Err(Problem::Invalid));
        Ok(())
    }

    #[test]
    fn a_consent_needs_its_proof() {
        let failure = form("sms", " ").parse_with_proof().err();
        let problem = failure.and_then(|failure| failure.of("note").map(|field| field.problem));
        assert_eq!(problem, Some(Problem::Required));
        assert!(form("sms", "Sözleşme 12.10.2026, imzalı").parse_with_proof().is_ok());
    }
}
