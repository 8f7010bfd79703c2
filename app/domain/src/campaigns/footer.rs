//! What the law adds to a commercial message: who writes, and how to refuse.

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::company::CompanyKind;

coded_enum! {
    /// What keeps a company from sending commercial messages.
    FooterGap {
        TradeName = 1 "trade_name",
        /// Neither a MERSİS nor a tax number.
        RegistryNumber = 2 "registry_number",
        NationalId = 3 "national_id",
        /// Nobody outside this machine could open the refusal link.
        PublicAddress = 4 "public_address",
    }
}

/// The number that says which company writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryNumber {
    Mersis(String),
    Tax(String),
    /// Of a craftsman.
    NationalId(String),
}

/// Who writes, as a commercial message says it: trade name and MERSİS of a merchant, name and national
/// id of a craftsman (by-law on commercial messages of 2015, article 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderIdentity {
    pub name: String,
    pub number: RegistryNumber,
    /// Postal address, phone and e-mail, for messages that have room for them.
    pub contact: Vec<String>,
}

/// How a person refuses further messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalWay<'t> {
    /// The person's own link.
    Link(&'t str),
    /// The provider's keyword, in the words of the account: `RET yaz 3XXX'e gonder`.
    Words(&'t str),
}

/// What a page shows of the footer before anything is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FooterView {
    /// As long as the real one, with a link that leads nowhere and a national id blanked out; empty
    /// while there are gaps. An approved WhatsApp template carries its own instead.
    pub text: String,
    pub gaps: Vec<FooterGap>,
}

impl RegistryNumber {
    const fn short_name(&self) -> &'static str {
        match self {
            Self::Mersis(_) => "Mersis",
            Self::Tax(_) => "VKN",
            Self::NationalId(_) => "TCKN",
        }
    }

    fn digits(&self) -> &str {
        match self {
            Self::Mersis(digits) | Self::Tax(digits) | Self::NationalId(digits) => digits,
        }
    }

    /// The same length with nothing to see: a national id is nobody's business before it is sent.
    #[must_use]
    pub fn blanked(self) -> Self {
        match self {
            Self::NationalId(digits) => Self::NationalId("*".repeat(digits.len())),
            public => public,
        }
    }
}

impl SenderIdentity {
    /// From a company's profile.
    ///
    /// # Errors
    /// What is missing.
    pub fn of(
        kind: CompanyKind,
        name: &str,
        trade_name: Option<&str>,
        numbers: [Option<RegistryNumber>; 3],
    ) -> Result<Self, Vec<FooterGap>> {
        let [mersis, tax, national] = numbers;
        let merchant = kind == CompanyKind::Merchant;
        let number = if merchant { mersis.or(tax) } else { mersis.or(national) };
        let name = trade_name.or(Some(name).filter(|_| !merchant)).filter(|name| !name.trim().is_empty());
        let missing = if merchant { FooterGap::RegistryNumber } else { FooterGap::NationalId };
        let gaps = [name.is_none().then_some(FooterGap::TradeName), number.is_none().then_some(missing)];
        match (name, number) {
            (Some(name), Some(number)) => Ok(Self { name: name.to_owned(), number, contact: Vec::new() }),
            _ => Err(gaps.into_iter().flatten().collect()),
        }
    }
}

/// The footer of an SMS, on one line: `Karaca Lastik A.Ş. Mersis:0123456789000015 Ret:https://…`.
#[must_use]
pub fn sms_footer(from: &SenderIdentity, way: RefusalWay<'_>) -> String {
    let (name, label, digits) = (&from.name, from.number.short_name(), from.number.digits());
    match way {
        RefusalWay::Link(link) => format!("{name} {label}:{digits} Ret:{link}"),
        RefusalWay::Words(words) => format!("{name} {label}:{digits} {words}"),
    }
}

/// The footer of an e-mail: who writes, how they are reached, and the link.
#[must_use]
pub fn email_footer(from: &SenderIdentity, link: &str) -> String {
    let label = match from.number {
        RegistryNumber::Mersis(_) => "MERSİS No",
        RegistryNumber::Tax(_) => "Vergi No",
        RegistryNumber::NationalId(_) => "T.C. Kimlik No",
    };
    let mut lines = vec![format!("Bu ticari elektronik iletiyi gönderen: {}", from.name)];
    lines.push(format!("{label}: {}", from.number.digits()));
    if !from.contact.is_empty() {
        lines.push(from.contact.join(" · "));
    }
    lines.push(format!("Bu iletileri almak istemiyorsanız reddedin: {link}"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mersis() -> RegistryNumber {
        RegistryNumber::Mersis("0123456789000015".to_owned())
    }

    fn of(
        kind: CompanyKind,
        trade_name: Option<&str>,
        numbers: [Option<RegistryNumber>; 3],
    ) -> Vec<FooterGap> {
        SenderIdentity::of(kind, "Karaca", trade_name, numbers).err().unwrap_or_default()
    }

    #[test]
    fn a_merchant_gives_trade_name_and_number() {
        use FooterGap as G;
        assert_eq!(of(CompanyKind::Merchant, None, [None, None, None]), [G::TradeName, G::RegistryNumber]);
        assert_eq!(of(CompanyKind::Merchant, Some("Karaca A.Ş."), [Some(mersis()), None, None]), []);
        let tax = || Some(RegistryNumber::Tax("1234567890".to_owned()));
        assert_eq!(of(CompanyKind::Merchant, Some("Karaca Derneği"), [None, tax(), None]), []);
    }

    #[test]
    fn a_craftsman_gives_name_and_national_id() {
        assert_eq!(of(CompanyKind::Craftsman, None, [None, None, None]), [FooterGap::NationalId]);
        let id = RegistryNumber::NationalId("10000000146".to_owned());
        assert_eq!(of(CompanyKind::Craftsman, None, [None, None, Some(id.clone())]), []);
        assert_eq!(id.blanked(), RegistryNumber::NationalId("***********".to_owned()));
    }

    #[test]
    fn the_footer_names_sender_number_and_way_out() {
        let from =
            SenderIdentity { name: "Karaca A.Ş.".into(), number: mersis(), contact: vec!["Konya".into()] };
        let link = RefusalWay::Link("https://m.example/r/abc");
        assert_eq!(
            sms_footer(&from, link),
            "Karaca A.Ş. Mersis:0123456789000015 Ret:https://m.example/r/abc"
        );
        let words = RefusalWay::Words("RET yaz 3340'a gonder");
        assert_eq!(sms_footer(&from, words), "Karaca A.Ş. Mersis:0123456789000015 RET yaz 3340'a gonder");
        let mail = email_footer(&from, "https://m.example/r/abc");
        for part in ["Karaca A.Ş.", "0123456789000015", "Konya", "https://m.example/r/abc"] {
            assert!(mail.contains(part), "{part}");
        }
    }
}
