use serde::{Deserialize, Serialize};

use crate::id::{CampaignId, ContactId, MessageId};
use crate::message::{Channel, Stage, State};
use crate::time::Date;

/// Which messages a list shows; every field is a word in the page's address, empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageQuery {
    /// `waiting`, `on_its_way`, `arrived`, `failed`, `left_out` or `needs_you`.
    pub stage: String,
    pub channel: String,
    /// The beginning of a recipient, or a part of a text.
    pub q: String,
    pub campaign: String,
    pub contact: String,
    /// The first day, `2026-11-17`: messages made then or later.
    pub from: String,
    /// Messages older than this one.
    pub before: String,
}

/// A query that is understood; what is not a word of ours is as if it were empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageSelection {
    pub states: Vec<State>,
    pub channel: Option<Channel>,
    pub search: Option<String>,
    pub campaign: Option<CampaignId>,
    pub contact: Option<ContactId>,
    pub from: Option<Date>,
    pub before: Option<MessageId>,
}

/// The stages a list can be narrowed to, with their words in addresses.
pub const STAGES: &[(&str, &[Stage])] = &[
    ("waiting", &[Stage::Waiting, Stage::Sending]),
    ("on_its_way", &[Stage::OnItsWay]),
    ("arrived", &[Stage::Arrived]),
    ("failed", &[Stage::Failed]),
    ("left_out", &[Stage::LeftOut]),
    ("needs_you", &[Stage::NeedsYou]),
];

impl MessageQuery {
    /// The same list from its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self { before: String::new(), ..self.clone() }
    }

    /// The filters that are set, by their names in addresses; the page is none of them.
    pub fn filters(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let words = [
            ("stage", &self.stage),
            ("channel", &self.channel),
            ("q", &self.q),
            ("campaign", &self.campaign),
            ("contact", &self.contact),
            ("from", &self.from),
        ];
        words.into_iter().filter(|(_, word)| !word.is_empty()).map(|(name, word)| (name, word.as_str()))
    }

    /// The states, ids and texts that the words name.
    pub fn select(&self) -> MessageSelection {
        let stages = STAGES.iter().find(|(word, _)| *word == self.stage).map(|(_, stages)| *stages);
        let states = stages.map_or_else(Vec::new, |stages| {
            State::ALL.iter().copied().filter(|state| stages.contains(&state.stage())).collect()
        });
        MessageSelection {
            states,
            channel: Channel::from_word(&self.channel),
            search: Some(searchable(&self.q)).filter(|text| !text.is_empty()),
            campaign: self.campaign.parse().ok(),
            contact: self.contact.parse().ok(),
            from: self.from.parse().ok(),
            before: self.before.parse().ok(),
        }
    }
}

/// What was typed, without characters that stand in no text.
fn searchable(typed: &str) -> String {
    let typed: String = typed.chars().filter(|letter| !letter.is_control()).collect();
    typed.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_holds_no_control_characters() {
        let query = MessageQuery { q: " ay\0şe\n".into(), ..MessageQuery::default() };
        assert_eq!(query.select().search.as_deref(), Some("ayşe"));
    }

    #[test]
    fn a_stage_names_its_states_and_nonsense_names_none() {
        let query =
            MessageQuery { stage: "arrived".into(), channel: "fax".into(), ..MessageQuery::default() };
        let selection = query.select();
        assert_eq!(selection.states, [State::Delivered, State::Read]);
        assert_eq!(selection.channel, None);
    }

    #[test]
    fn what_did_not_arrive_is_apart_from_what_was_left_out() {
        let states =
            |stage: &str| MessageQuery { stage: stage.into(), ..MessageQuery::default() }.select().states;
        assert_eq!(states("failed"), [State::Failed, State::Expired]);
        assert_eq!(states("left_out"), [State::Skipped, State::Cancelled]);
    }

    #[test]
    fn a_day_is_read_and_nonsense_is_none() {
        let from = |day: &str| MessageQuery { from: day.into(), ..MessageQuery::default() }.select().from;
        assert_eq!(from("2026-11-17"), Date::new(2026, 11, 17));
        assert_eq!(from("yesterday"), None);
    }

    #[test]
    fn every_state_is_in_one_stage_of_the_list() {
        for state in State::ALL {
            let found = STAGES.iter().filter(|(_, stages)| stages.contains(&state.stage())).count();
            assert_eq!(found, 1, "{state}");
        }
    }
}
