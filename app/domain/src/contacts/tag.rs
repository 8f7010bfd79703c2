use serde::{Deserialize, Serialize};

use super::query::{ContactQuery, ContactSelection};
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{is_ticked, required_line};
use crate::id::{ContactId, TagId};
use crate::turkish::fold;

/// The longest name of a tag, in characters.
const LONGEST_NAME: usize = 40;

/// Contacts named one by one in a form; more are chosen by a filter.
const MOST_PICKED: usize = 1_000;

/// The name of a tag: one line of up to 40 characters, without the marks that separate tags in cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagName(String);

impl TagName {
    /// # Errors
    /// [`Problem::Required`], [`Problem::TooLong`], [`Problem::LineBreak`] or [`Problem::BadCharacters`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let name = required_line(text, LONGEST_NAME)?;
        if name.contains([',', ';', '|']) { Err(Problem::BadCharacters) } else { Ok(Self(name)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes two names the same tag: `Kış LASTİĞİ` and `kis lastigi` are one.
    pub fn key(&self) -> String {
        fold(&self.0)
    }
}

/// A tag with the number of its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    pub id: TagId,
    pub name: String,
    pub people: u32,
}

/// A tag beside a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagBadge {
    pub id: TagId,
    pub name: String,
}

/// The contacts that a bulk action is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactChoice {
    Picked(Vec<ContactId>),
    /// Everybody a filter finds, on all pages.
    All(ContactSelection),
}

/// Puts a tag on contacts, or takes it off, as posted from a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagContactsForm {
    /// Ids of ticked contacts.
    pub contacts: Vec<String>,
    /// Ticked: everybody the filter finds.
    pub all: String,
    /// The filter of the list.
    pub filter: ContactQuery,
    /// The tag's name; one that does not exist yet is made.
    pub name: String,
    /// `remove` takes it off.
    pub act: String,
}

/// A bulk tagging that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagContacts {
    pub choice: ContactChoice,
    pub tag: TagName,
    pub remove: bool,
}

impl TagContactsForm {
    /// # Errors
    /// A missing tag; nobody chosen.
    pub fn parse(&self) -> Result<TagContacts, Failure> {
        let mut checks = Checks::default();
        let choice = checks.take("contacts", self.choice());
        let tag = checks.take("name", TagName::parse(&self.name));
        checks.done()?;
        match (choice, tag) {
            (Some(choice), Some(tag)) => Ok(TagContacts { choice, tag, remove: self.act == "remove" }),
            _ => Err(Problem::Invalid.into()),
        }
    }

    fn choice(&self) -> Result<ContactChoice, Problem> {
        if is_ticked(&self.all) {
            return Ok(ContactChoice::All(self.filter.select()));
        }
        picked(&self.contacts).map(ContactChoice::Picked)
    }
}

fn picked(ids: &[String]) -> Result<Vec<ContactId>, Problem> {
    let words = ids.iter().flat_map(|id| id.split(',')).map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<ContactId> =
        words.map(|id| id.parse().map_err(|_| Problem::Malformed)).collect::<Result<_, _>>()?;
    match ids.len() {
        0 => Err(Problem::Required),
        1..=MOST_PICKED => Ok(ids),
        _ => Err(Problem::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(contacts: &[&str], all: &str) -> TagContactsForm {
        TagContactsForm {
            contacts: contacts.iter().map(|id| (*id).to_owned()).collect(),
            all: all.to_owned(),
            filter: ContactQuery { q: "Işık".to_owned(), ..ContactQuery::default() },
            name: " Kış lastiği ".to_owned(),
            act: String::new(),
        }
    }

    #[test]
    fn nobody_ticked_is_told_at_the_list() {
        let failure = form(&[], "").parse().err();
        assert_eq!(
            failure.and_then(|failure| failure.of("contacts").map(|f| f.problem)),
            Some(Problem::Required)
        );
    }

    #[test]
    fn ticked_ones_are_read_and_the_filter_is_left_alone() -> Result<(), Failure> {
        let one = ContactId::from_i64(5);
        let tagging = form(&[&one.to_string()], "").parse()?;
        assert_eq!(tagging.choice, ContactChoice::Picked(vec![one]));
        assert_eq!(tagging.tag.as_str(), "Kış lastiği");
        Ok(())
    }

    #[test]
    fn all_means_everybody_the_filter_finds() -> Result<(), Failure> {
        let ContactChoice::All(selection) = form(&[], "on").parse()?.choice else {
            return Err(Problem::Invalid.into());
        };
        assert_eq!(selection.search.as_deref(), Some("Işık"));
        Ok(())
    }

    #[test]
    fn names_that_differ_in_case_are_one_tag() -> Result<(), Problem> {
        assert_eq!(TagName::parse("KIŞ LASTİĞİ")?.key(), TagName::parse("kış lastiği")?.key());
        assert_eq!(TagName::parse("a;b"), Err(Problem::BadCharacters));
        Ok(())
    }
}
