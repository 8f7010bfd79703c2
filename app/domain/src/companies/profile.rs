use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::company::{CompanyKind, CompanyMode, Mersis, NationalId, TaxNumber};
use crate::email_address::EmailAddress;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{optional, optional_line, optional_paragraph, required_line};
use crate::id::CompanyId;
use crate::phone::PhoneNumber;
use crate::rights::Role;

/// Makes a company: a name is enough, the profile can wait until it goes live.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyForm {
    pub name: String,
}

impl CompanyForm {
    /// The name.
    ///
    /// # Errors
    /// A missing or overlong name.
    pub fn parse(&self) -> Result<String, Failure> {
        required_line(&self.name, 150).map_err(|problem| Failure::field("name", problem))
    }
}

/// The legal profile as typed; everything but the name may stay empty until the company goes live.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyProfileForm {
    pub name: String,
    /// A word of [`CompanyKind`].
    pub kind: String,
    pub trade_name: String,
    pub tax_office: String,
    pub tax_number: String,
    pub mersis: String,
    /// Of a craftsman. Never shown again: an empty field keeps what is stored.
    pub national_id: String,
    pub address: String,
    pub phone: String,
    pub kep: String,
    pub privacy_contact: String,
}

/// A profile whose fields are well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyProfile {
    pub name: String,
    pub kind: CompanyKind,
    pub trade_name: Option<String>,
    pub tax_office: Option<String>,
    pub tax_number: Option<TaxNumber>,
    pub mersis: Option<Mersis>,
    /// `None` keeps what is stored.
    pub national_id: Option<NationalId>,
    pub address: Option<String>,
    pub phone: Option<PhoneNumber>,
    pub kep: Option<EmailAddress>,
    pub privacy_contact: Option<EmailAddress>,
}

impl CompanyProfileForm {
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn parse(&self) -> Result<CompanyProfile, Failure> {
        let mut checks = Checks::default();
        let profile = self.check(&mut checks);
        checks.done()?;
        profile.ok_or_else(|| Problem::Invalid.into())
    }

    /// Every field is looked at before the first `?`, so that all problems are told at once.
    fn check(&self, checks: &mut Checks) -> Option<CompanyProfile> {
        let name = checks.take("name", required_line(&self.name, 150));
        let kind = checks.take("kind", CompanyKind::from_word(&self.kind).ok_or(Problem::Malformed));
        let trade_name = checks.take("trade_name", optional_line(&self.trade_name, 250));
        let tax_office = checks.take("tax_office", optional_line(&self.tax_office, 100));
        let tax_number = checks.take("tax_number", optional(&self.tax_number, TaxNumber::parse));
        let mersis = checks.take("mersis", optional(&self.mersis, Mersis::parse));
        let national_id = checks.take("national_id", optional(&self.national_id, NationalId::parse));
        let address = checks.take("address", optional_paragraph(&self.address, 500));
        let phone = checks.take("phone", optional(&self.phone, PhoneNumber::parse_any));
        let kep = checks.take("kep", optional(&self.kep, EmailAddress::parse));
        let contact = checks.take("privacy_contact", optional(&self.privacy_contact, EmailAddress::parse));
        Some(CompanyProfile {
            name: name?,
            kind: kind?,
            trade_name: trade_name?,
            tax_office: tax_office?,
            tax_number: tax_number?,
            mersis: mersis?,
            national_id: national_id?,
            address: address?,
            phone: phone?,
            kep: kep?,
            privacy_contact: contact?,
        })
    }
}

coded_enum! {
    /// What the profile still lacks before the company may go live.
    ProfileGap {
        TradeName = 1 "trade_name",
        TaxNumber = 2 "tax_number",
        Mersis = 3 "mersis",
        NationalId = 4 "national_id",
        Address = 5 "address",
        PrivacyContact = 6 "privacy_contact",
    }
}

/// The profile as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyProfileView {
    pub id: CompanyId,
    pub name: String,
    pub kind: CompanyKind,
    pub mode: CompanyMode,
    pub trade_name: String,
    pub tax_office: String,
    pub tax_number: String,
    pub mersis: String,
    /// Whether a national id is stored; the number itself never comes back.
    pub has_national_id: bool,
    pub address: String,
    pub phone: String,
    pub kep: String,
    pub privacy_contact: String,
}

impl CompanyProfileView {
    /// What is missing for going live: a merchant needs trade name and MERSİS, a craftsman the national
    /// id (by-law on commercial messages, article 7; clarification duty, KVKK article 10).
    pub fn gaps(&self) -> Vec<ProfileGap> {
        let merchant = self.kind == CompanyKind::Merchant;
        let missing = |gap: ProfileGap| match gap {
            ProfileGap::TradeName => merchant && self.trade_name.is_empty(),
            ProfileGap::TaxNumber => merchant && self.tax_number.is_empty(),
            ProfileGap::Mersis => merchant && self.mersis.is_empty(),
            ProfileGap::NationalId => !merchant && !self.has_national_id,
            ProfileGap::Address => self.address.is_empty(),
            ProfileGap::PrivacyContact => self.privacy_contact.is_empty(),
        };
        ProfileGap::ALL.iter().copied().filter(|gap| missing(*gap)).collect()
    }

    /// The form filled with what is stored.
    pub fn to_form(&self) -> CompanyProfileForm {
        CompanyProfileForm {
            name: self.name.clone(),
            kind: self.kind.word().to_owned(),
            trade_name: self.trade_name.clone(),
            tax_office: self.tax_office.clone(),
            tax_number: self.tax_number.clone(),
            mersis: self.mersis.clone(),
            national_id: String::new(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            kep: self.kep.clone(),
            privacy_contact: self.privacy_contact.clone(),
        }
    }
}

/// A company in the list of a person's companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyRow {
    pub id: CompanyId,
    pub name: String,
    pub mode: CompanyMode,
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> CompanyProfileView {
        CompanyProfileView {
            id: CompanyId::from_i64(1),
            name: "Işık".to_owned(),
            kind: CompanyKind::Merchant,
            mode: CompanyMode::Test,
            trade_name: String::new(),
            tax_office: String::new(),
            tax_number: String::new(),
            mersis: String::new(),
            has_national_id: false,
            address: String::new(),
            phone: String::new(),
            kep: String::new(),
            privacy_contact: String::new(),
        }
    }

    #[test]
    fn a_name_and_a_kind_are_enough_while_testing() -> Result<(), Failure> {
        let profile = view().to_form().parse()?;
        assert_eq!((profile.name.as_str(), profile.mersis), ("Işık", None));
        Ok(())
    }

    #[test]
    fn a_landline_is_a_phone_of_a_company() -> Result<(), Failure> {
        let form = CompanyProfileForm { phone: "0332 123 45 67".to_owned(), ..view().to_form() };
        assert_eq!(form.parse()?.phone.map(|phone| phone.to_string()), Some("+903321234567".to_owned()));
        Ok(())
    }

    #[test]
    fn tells_every_wrong_field_at_once() {
        let form = CompanyProfileForm {
            tax_number: "1".to_owned(),
            mersis: "2".to_owned(),
            kep: "3".to_owned(),
            ..CompanyProfileForm::default()
        };
        let failure = form.parse().err().unwrap_or(Failure::new(Problem::Internal));
        let found: Vec<_> =
            failure.fields.iter().map(|field| (field.field.as_str(), field.problem)).collect();
        assert_eq!(
            found,
            [
                ("name", Problem::Required),
                ("kind", Problem::Malformed),
                ("tax_number", Problem::NotATaxNumber),
                ("mersis", Problem::NotAMersis),
                ("kep", Problem::NotAnEmail),
            ]
        );
    }

    #[test]
    fn a_merchant_and_a_craftsman_lack_different_things() {
        use ProfileGap as G;
        assert_eq!(view().gaps(), [G::TradeName, G::TaxNumber, G::Mersis, G::Address, G::PrivacyContact]);
        let craftsman = CompanyProfileView { kind: CompanyKind::Craftsman, ..view() };
        assert_eq!(craftsman.gaps(), [G::NationalId, G::Address, G::PrivacyContact]);
    }
}
