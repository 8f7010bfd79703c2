use super::kind::ContactKind;
use crate::company::TaxNumber;
use crate::lang::Lang;
use crate::messages::RecipientKind;
use crate::turkish::fold;

/// What a contact card says, without its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCard {
    pub kind: ContactKind,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    /// The trade name of a firm; for a person, the firm they belong to.
    pub title: Option<String>,
    /// The customer's code in the ERP; one card per code.
    pub code: Option<String>,
    pub tax_number: Option<TaxNumber>,
    pub city: Option<String>,
    /// The language messages to this contact are written in.
    pub lang: Lang,
    /// Whom the law sees in it: BIREYSEL or TACIR.
    pub recipient: RecipientKind,
    pub notes: Option<String>,
}

impl ContactCard {
    /// What the card is called in lists: the firm's title, or the person's name; empty for a card that
    /// is only an address.
    pub fn name(&self) -> String {
        display_name(
            self.kind,
            self.given_name.as_deref(),
            self.family_name.as_deref(),
            self.title.as_deref(),
        )
    }

    /// What lists sort and search by: the name, then who stands behind it.
    pub fn search_key(&self) -> String {
        let person = full_name(self.given_name.as_deref(), self.family_name.as_deref());
        let title = self.title.as_deref().unwrap_or_default();
        match self.kind {
            ContactKind::Person => fold(&format!("{person} {title}")),
            ContactKind::Company => fold(&format!("{title} {person}")),
        }
    }
}

/// The name of a card in lists, by its kind and parts.
pub fn display_name(
    kind: ContactKind,
    given: Option<&str>,
    family: Option<&str>,
    title: Option<&str>,
) -> String {
    let (person, title) = (full_name(given, family), title.unwrap_or_default());
    let (first, second) = match kind {
        ContactKind::Person => (person.as_str(), title),
        ContactKind::Company => (title, person.as_str()),
    };
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}

fn full_name(given: Option<&str>, family: Option<&str>) -> String {
    match (given, family) {
        (Some(given), Some(family)) => format!("{given} {family}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => String::new(),
    }
}
