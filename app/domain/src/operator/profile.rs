use serde::{Deserialize, Serialize};

use crate::company::Mersis;
use crate::email_address::EmailAddress;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{optional, optional_line, optional_paragraph, required_line};
use crate::page::Brand;

/// The operator as pages, mails and documents name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorProfile {
    pub brand: Brand,
    pub legal: LegalIdentity,
}

/// Who stands behind the brand by law: the controller of users' data. Each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalIdentity {
    pub trade_name: String,
    /// Sixteen digits.
    pub mersis: String,
    /// May have several lines.
    pub address: String,
    pub kep: String,
}

impl LegalIdentity {
    /// Whether it says who the controller is and where to write to (KVKK, articles 10 and 13).
    pub fn is_sufficient(&self) -> bool {
        !self.trade_name.is_empty() && !self.address.is_empty()
    }
}

/// The operator, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperatorProfileForm {
    /// What stands on pages and in mails.
    pub name: String,
    /// An e-mail address for everybody.
    pub contact: String,
    pub trade_name: String,
    pub mersis: String,
    pub address: String,
    pub kep: String,
}

impl OperatorProfileForm {
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn parse(&self) -> Result<OperatorProfile, Failure> {
        let mut checks = Checks::default();
        let name = checks.take("name", required_line(&self.name, 100));
        let contact = checks.take("contact", EmailAddress::parse(&self.contact).map_err(Problem::from));
        let trade_name = checks.take("trade_name", optional_line(&self.trade_name, 250));
        let mersis = checks.take("mersis", optional(&self.mersis, Mersis::parse));
        let address = checks.take("address", optional_paragraph(&self.address, 500));
        let kep = checks.take("kep", optional(&self.kep, EmailAddress::parse));
        checks.done()?;
        let (Some(name), Some(contact)) = (name, contact) else { return Err(Problem::Invalid.into()) };
        let mersis = mersis.flatten().map(|mersis| mersis.as_str().to_owned());
        Ok(OperatorProfile {
            brand: Brand { name, contact: contact.into() },
            legal: LegalIdentity {
                trade_name: trade_name.flatten().unwrap_or_default(),
                mersis: mersis.unwrap_or_default(),
                address: address.flatten().unwrap_or_default(),
                kep: kep.flatten().map(String::from).unwrap_or_default(),
            },
        })
    }
}

impl From<&OperatorProfile> for OperatorProfileForm {
    fn from(profile: &OperatorProfile) -> Self {
        let OperatorProfile { brand, legal } = profile.clone();
        let LegalIdentity { trade_name, mersis, address, kep } = legal;
        Self { name: brand.name, contact: brand.contact, trade_name, mersis, address, kep }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_an_address_for_mail_are_enough() -> Result<(), Failure> {
        let form = OperatorProfileForm::from(&OperatorProfile::default());
        let profile = form.parse()?;
        assert_eq!(profile, OperatorProfile::default());
        assert!(!profile.legal.is_sufficient());
        Ok(())
    }

    #[test]
    fn tells_every_wrong_field_at_once() {
        let form = OperatorProfileForm {
            contact: "posta".to_owned(),
            mersis: "12".to_owned(),
            kep: "kep".to_owned(),
            trade_name: "a\nb".to_owned(),
            ..OperatorProfileForm::default()
        };
        let failure = form.parse().err().unwrap_or(Problem::Internal.into());
        let found: Vec<_> =
            failure.fields.iter().map(|found| (found.field.as_str(), found.problem)).collect();
        use Problem as P;
        assert_eq!(
            found,
            [
                ("name", P::Required),
                ("contact", P::NotAnEmail),
                ("trade_name", P::LineBreak),
                ("mersis", P::NotAMersis),
                ("kep", P::NotAnEmail),
            ]
        );
    }
}
