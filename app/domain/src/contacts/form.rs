use serde::{Deserialize, Serialize};

use super::address::{ContactAddress, read_emails, read_phones};
use super::card::ContactCard;
use super::kind::{AddressRole, ContactKind};
use crate::company::TaxNumber;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{optional, optional_line, optional_paragraph};
use crate::id::ContactId;
use crate::lang::Lang;
use crate::messages::RecipientKind;

pub const LONGEST_NAME: usize = 100;
pub const LONGEST_TITLE: usize = 250;
pub const LONGEST_CODE: usize = 50;
pub const LONGEST_NOTES: usize = 2_000;

/// Phones or e-mail addresses of one card that a form takes.
pub const MOST_ADDRESSES: usize = 10;

/// A contact card as typed. A new card also takes its addresses; on an existing one they are added and
/// taken off one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// The card to change; empty makes a new one.
    pub contact: String,
    /// A word of [`ContactKind`].
    pub kind: String,
    pub given_name: String,
    pub family_name: String,
    pub title: String,
    pub code: String,
    pub tax_number: String,
    pub city: String,
    pub lang: String,
    /// A word of [`RecipientKind`]; empty: by the kind of the card.
    pub recipient: String,
    pub notes: String,
    /// Of a new card: one a line or separated by commas.
    pub phones: String,
    pub emails: String,
    /// A name for this form, chosen by whoever sends it: the same form again under it is done once.
    pub key: String,
}

/// A contact to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactChange {
    /// `None` makes a new card.
    pub contact: Option<ContactId>,
    pub card: ContactCard,
    pub addresses: Vec<ContactAddress>,
}

impl ContactForm {
    /// # Errors
    /// Everything that is wrong, field by field: a card without a name, an address that cannot be read.
    pub fn parse(&self) -> Result<ContactChange, Failure> {
        let mut checks = Checks::default();
        let contact =
            checks.take("contact", optional(&self.contact, |id| id.parse().map_err(|_| Problem::Malformed)));
        let card = self.check_card(&mut checks);
        let phones = self.check_phones(&mut checks);
        let emails = self.check_emails(&mut checks);
        checks.done()?;
        match (contact, card) {
            (Some(contact), Some(card)) => {
                Ok(ContactChange { contact, card, addresses: [phones, emails].concat() })
            }
            _ => Err(Problem::Invalid.into()),
        }
    }

    /// Every field is looked at before the first `?`, so that all problems are told at once.
    fn check_card(&self, checks: &mut Checks) -> Option<ContactCard> {
        let kind = checks.take("kind", ContactKind::from_word(&self.kind).ok_or(Problem::Required));
        let given_name = checks.take("given_name", optional_line(&self.given_name, LONGEST_NAME));
        let family_name = checks.take("family_name", optional_line(&self.family_name, LONGEST_NAME));
        let title = checks.take("title", optional_line(&self.title, LONGEST_TITLE));
        let code = checks.take("code", optional_line(&self.code, LONGEST_CODE));
        let tax_number = checks.take("tax_number", optional(&self.tax_number, TaxNumber::parse));
        let city = checks.take("city", optional_line(&self.city, LONGEST_NAME));
        let recipient = checks.take("recipient", self.recipient(kind));
        let notes = checks.take("notes", optional_paragraph(&self.notes, LONGEST_NOTES));
        self.check_name(checks, kind);
        Some(ContactCard {
            kind: kind?,
            given_name: given_name?,
            family_name: family_name?,
            title: title?,
            code: code?,
            tax_number: tax_number?,
            city: city?,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            recipient: recipient?,
            notes: notes?,
        })
    }

    /// A firm has a title, a person a name.
    fn check_name(&self, checks: &mut Checks, kind: Option<ContactKind>) {
        let blank = |text: &str| text.trim().is_empty();
        match kind {
            Some(ContactKind::Company) if blank(&self.title) => checks.note("title", Problem::Required),
            Some(ContactKind::Person) if blank(&self.given_name) && blank(&self.family_name) => {
                checks.note("given_name", Problem::Required);
            }
            _ => {}
        }
    }

    fn recipient(&self, kind: Option<ContactKind>) -> Result<RecipientKind, Problem> {
        if self.recipient.trim().is_empty() {
            return Ok(default_recipient(kind.unwrap_or(ContactKind::Person)));
        }
        RecipientKind::from_word(&self.recipient).ok_or(Problem::Malformed)
    }

    fn check_phones(&self, checks: &mut Checks) -> Vec<ContactAddress> {
        let found = read_phones(&self.phones).into_iter();
        let found = found.map(|phone| phone.map_err(|bad| (bad.text, Problem::from(bad.error))));
        take_addresses("phones", found.collect(), checks)
    }

    fn check_emails(&self, checks: &mut Checks) -> Vec<ContactAddress> {
        take_addresses("emails", read_emails(&self.emails), checks)
    }
}

/// A firm counts as a merchant; of everybody else a commercial message needs consent beforehand.
pub const fn default_recipient(kind: ContactKind) -> RecipientKind {
    match kind {
        ContactKind::Person => RecipientKind::Individual,
        ContactKind::Company => RecipientKind::Merchant,
    }
}

/// The good ones, each once; the first bad one is told with its text.
fn take_addresses(
    field: &str,
    found: Vec<Result<ContactAddress, (String, Problem)>>,
    checks: &mut Checks,
) -> Vec<ContactAddress> {
    if let Some(Err((text, problem))) = found.iter().find(|address| address.is_err()) {
        checks.note_with(field, *problem, text.clone());
    }
    let mut addresses: Vec<_> = found.into_iter().flatten().collect();
    if addresses.len() > MOST_ADDRESSES {
        checks.note_with(field, Problem::OutOfRange, MOST_ADDRESSES.to_string());
    }
    let mut keys = std::collections::HashSet::new();
    addresses.retain(|address| keys.insert(address.key()));
    addresses
}

/// Puts an address on a card, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddAddressForm {
    pub contact: String,
    /// A phone number or an e-mail address.
    pub address: String,
    /// A word of [`AddressRole`]; empty for general.
    pub role: String,
}

impl AddAddressForm {
    /// # Errors
    /// An address that cannot be read.
    pub fn parse(&self) -> Result<(ContactId, ContactAddress, AddressRole), Failure> {
        let contact = self.contact.parse().map_err(|_| Failure::new(Problem::NotFound))?;
        let address = ContactAddress::parse(self.address.trim()).map_err(|p| Failure::field("address", p))?;
        let role = AddressRole::from_word(&self.role).unwrap_or(AddressRole::General);
        Ok((contact, address, role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> ContactForm {
        ContactForm { kind: "person".into(), given_name: "Ayşe".into(), ..ContactForm::default() }
    }

    fn problem(form: &ContactForm, field: &str) -> Option<Problem> {
        form.parse().err().and_then(|failure| failure.of(field).map(|found| found.problem))
    }

    #[test]
    fn a_person_needs_a_name_and_a_firm_its_title() {
        let nameless = ContactForm { given_name: String::new(), ..person() };
        assert_eq!(problem(&nameless, "given_name"), Some(Problem::Required));
        let firm = ContactForm { kind: "company".into(), ..person() };
        assert_eq!(problem(&firm, "title"), Some(Problem::Required));
        let named = ContactForm { given_name: String::new(), family_name: "Işık".into(), ..person() };
        assert!(named.parse().is_ok());
    }

    #[test]
    fn takes_several_addresses_and_each_once() -> Result<(), Failure> {
        let form = ContactForm {
            phones: "0532 123 45 67\n+90 532 123 45 67, 0212 555 01 02".into(),
            emails: "a@b.com;A@B.com".into(),
            ..person()
        };
        let keys: Vec<_> = form.parse()?.addresses.iter().map(ContactAddress::key).collect();
        assert_eq!(keys, ["+905321234567", "+902125550102", "a@b.com"]);
        Ok(())
    }

    #[test]
    fn tells_which_number_cannot_be_read() {
        let form = ContactForm { phones: "0532 123 45 67; 0533 12 ab 34".into(), ..person() };
        let found = form.parse().err().and_then(|failure| failure.of("phones").cloned());
        let told = found.map(|found| (found.problem, found.detail));
        assert_eq!(told, Some((Problem::NotAPhone, Some("0533 12 ab 34".to_owned()))));
    }

    #[test]
    fn a_firm_counts_as_a_merchant_until_told_otherwise() -> Result<(), Failure> {
        let firm = ContactForm { kind: "company".into(), title: "Işık Ltd.".into(), ..person() };
        assert_eq!(firm.parse()?.card.recipient, RecipientKind::Merchant);
        let told = ContactForm { recipient: "individual".into(), ..firm };
        assert_eq!(told.parse()?.card.recipient, RecipientKind::Individual);
        assert_eq!(person().parse()?.card.recipient, RecipientKind::Individual);
        Ok(())
    }

    #[test]
    fn tells_every_wrong_field_at_once() {
        let form =
            ContactForm { tax_number: "1".into(), notes: "a\0".into(), code: "x".repeat(51), ..person() };
        let fields: Vec<_> = form.parse().err().map(|f| f.fields).unwrap_or_default();
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["code", "tax_number", "notes"]);
    }
}
