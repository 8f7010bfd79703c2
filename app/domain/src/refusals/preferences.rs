use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::view::ReportStanding;
use crate::coded::coded_enum;
use crate::failure::Problem;
use crate::message::{Channel, Class};

/// The field that says that a form was pressed and nothing else posted it.
const ACT: (&str, &str) = ("act", "save");

coded_enum! {
    /// What an address gets of one class on one channel, and whether its owner can change that.
    PreferenceStanding {
        Gets = 1 "gets",
        /// Refused by its owner, who may take it back.
        RefusedHere = 2 "refused_here",
        /// Refused otherwise: only a new consent ends that.
        Refused = 3 "refused",
        /// Nothing was ever agreed to, so nothing comes.
        NeverAgreed = 4 "never_agreed",
    }
}

impl PreferenceStanding {
    /// Whether its owner can change it here. Nobody consents by a tick alone: a consent names its giver, and
    /// is confirmed to the address the same day (by-law on commercial messages of 2015).
    pub const fn is_changeable(self) -> bool {
        matches!(self, Self::Gets | Self::RefusedHere)
    }
}

/// What the page of preferences shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferencesView {
    /// Trade name, or the name people know.
    pub company: String,
    /// Registry number, address, phone: who writes, in full.
    pub about: Vec<String>,
    /// The address, masked.
    pub address: String,
    /// The channel of the message that carried the link.
    pub channel: Channel,
    /// Every class on every channel that reaches the address, the link's own channel first.
    pub rows: Vec<PreferenceRow>,
    pub report: ReportStanding,
}

/// One class on one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceRow {
    pub class: Class,
    pub channel: Channel,
    pub standing: PreferenceStanding,
}

impl PreferencesView {
    /// Whether anything can be changed about a class.
    pub fn may_change(&self, class: Class) -> bool {
        self.rows.iter().any(|row| row.class == class && row.standing.is_changeable())
    }
}

/// What the page posts: a field for each ticked box, `commercial=sms`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreferencesForm {
    fields: Vec<(String, String)>,
}

impl PreferencesForm {
    pub fn new(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { fields: fields.into_iter().collect() }
    }

    /// What its owner wants to get. An empty post refuses nothing: it comes of no page.
    ///
    /// # Errors
    /// [`Problem::Malformed`].
    pub fn parse(&self) -> Result<BTreeSet<(Class, Channel)>, Problem> {
        let mut wanted = BTreeSet::new();
        let mut is_saved = false;
        for (name, value) in &self.fields {
            if (name.as_str(), value.as_str()) == ACT {
                is_saved = true;
                continue;
            }
            let class = Class::from_word(name).ok_or(Problem::Malformed)?;
            wanted.insert((class, Channel::from_word(value).ok_or(Problem::Malformed)?));
        }
        if is_saved { Ok(wanted) } else { Err(Problem::Malformed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> Result<BTreeSet<(Class, Channel)>, Problem> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        PreferencesForm::new(fields.iter().map(own)).parse()
    }

    #[test]
    fn reads_what_is_ticked() {
        let wanted =
            BTreeSet::from([(Class::Commercial, Channel::Sms), (Class::Informational, Channel::Sms)]);
        let posted = [("act", "save"), ("commercial", "sms"), ("informational", "sms")];
        assert_eq!(read(&posted), Ok(wanted));
        assert_eq!(read(&[("act", "save")]), Ok(BTreeSet::new()), "everything unticked");
    }

    #[test]
    fn an_empty_or_strange_post_refuses_nothing() {
        for posted in [&[][..], &[("commercial", "sms")], &[("act", "save"), ("commercial", "fax")]] {
            assert_eq!(read(posted), Err(Problem::Malformed), "{posted:?}");
        }
    }
}
