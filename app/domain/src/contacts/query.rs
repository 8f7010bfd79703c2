use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::id::{ContactId, TagId};

/// The longest text a search takes, in characters; what is longer is cut.
const LONGEST_SEARCH: usize = 100;

coded_enum! {
    /// Which addresses a contact has.
    HasAddress {
        Phone = 1 "phone",
        Email = 2 "email",
        /// Nothing to reach it by.
        Nothing = 3 "nothing",
        /// One that its reader said is somebody else's.
        Reported = 4 "reported",
    }
}

coded_enum! {
    /// The order of a list of contacts.
    ContactSort {
        Name = 1 "name",
        /// The newest card first.
        Newest = 2 "newest",
    }
}

/// Which contacts a list shows; every field is a word in the page's address, empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactQuery {
    /// A part of a name, the beginning of a code, or a part of a phone number or e-mail address.
    pub q: String,
    /// A tag's id.
    pub tag: String,
    /// A word of [`HasAddress`].
    pub has: String,
    /// `on`: only those who refused messages.
    pub refused: String,
    /// A word of [`ContactSort`].
    pub sort: String,
    /// The page begins after this contact.
    pub after: String,
    /// The page ends before this contact.
    pub before: String,
}

/// A query that is understood; what is not a word of ours is as if it were empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactSelection {
    pub search: Option<String>,
    pub tag: Option<TagId>,
    pub has: Option<HasAddress>,
    pub refused: bool,
}

/// Where a page of a list begins. It names a contact only, so that no name stands in an address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContactCursor {
    #[default]
    First,
    After(ContactId),
    Before(ContactId),
}

impl ContactQuery {
    /// The filter, without order and page.
    pub fn select(&self) -> ContactSelection {
        let search: String = self.q.trim().chars().take(LONGEST_SEARCH).collect();
        ContactSelection {
            search: Some(search).filter(|text| !text.is_empty()),
            tag: self.tag.parse().ok(),
            has: HasAddress::from_word(&self.has),
            refused: self.refused == "on",
        }
    }

    pub fn order(&self) -> ContactSort {
        ContactSort::from_word(&self.sort).unwrap_or(ContactSort::Name)
    }

    pub fn cursor(&self) -> ContactCursor {
        match (self.after.parse(), self.before.parse()) {
            (Ok(id), _) => ContactCursor::After(id),
            (Err(_), Ok(id)) => ContactCursor::Before(id),
            _ => ContactCursor::First,
        }
    }

    /// The same list from its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self { after: String::new(), before: String::new(), ..self.clone() }
    }

    /// Whether anything is filtered out.
    pub fn is_filtered(&self) -> bool {
        self.select() != ContactSelection::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_none_of_ours_select_everything() {
        let query =
            ContactQuery { tag: "x".into(), has: "fax".into(), sort: "up".into(), ..Default::default() };
        assert!(!query.is_filtered());
        assert_eq!((query.order(), query.cursor()), (ContactSort::Name, ContactCursor::First));
    }

    #[test]
    fn a_page_is_named_by_a_contact() {
        let id = ContactId::from_i64(9);
        let query = ContactQuery { after: id.to_string(), q: " ışık ".into(), ..Default::default() };
        assert_eq!(query.cursor(), ContactCursor::After(id));
        assert_eq!(query.first_page().cursor(), ContactCursor::First);
        assert_eq!(query.select().search.as_deref(), Some("ışık"));
    }
}
