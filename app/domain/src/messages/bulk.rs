use serde::{Deserialize, Serialize};

use super::filter::MessageQuery;
use crate::coded::coded_enum;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::is_ticked;
use crate::id::MessageId;
use crate::time::Timestamp;

/// Messages named one by one in a form; more are chosen by a filter.
const MOST_PICKED: usize = 200;

coded_enum! {
    /// What can be done with many messages at once.
    BulkAct {
        /// Sends those once more that failed for a reason that may pass, and were not sent again since.
        Resend = 1 "resend",
        /// Cancels what has not left.
        Cancel = 2 "cancel",
        /// Keeps back what has not left, until somebody releases it.
        Hold = 3 "hold",
        /// Lets go what somebody kept back, and what a restore did.
        Release = 4 "release",
    }
}

/// Messages of a list and what to do with them, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkForm {
    /// A word of [`BulkAct`].
    pub act: String,
    /// Ids of ticked messages.
    pub messages: Vec<String>,
    /// Ticked: every message that the filter finds.
    pub all: String,
    /// The filter of the list.
    pub filter: MessageQuery,
    /// When the number was told; later messages are none of those meant.
    pub asked: String,
    /// The number that was told.
    pub count: String,
}

/// The messages that a bulk act is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageChoice {
    Picked(Vec<MessageId>),
    /// Every one that a filter finds.
    All(MessageQuery),
}

/// A bulk act that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulk {
    pub act: BulkAct,
    pub choice: MessageChoice,
}

/// What a bulk act would do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPreview {
    pub act: BulkAct,
    /// Messages that can be treated so.
    pub count: u32,
    /// When they were counted.
    pub asked: Timestamp,
}

/// What became of a bulk act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkDone {
    pub act: BulkAct,
    /// Messages it is about.
    pub count: u32,
    /// It goes on beside this answer; the list follows.
    pub goes_on: bool,
}

impl BulkForm {
    /// # Errors
    /// No act of ours; nothing chosen, or too many ids; a search, whose finds are too slow to count.
    pub fn parse(&self) -> Result<Bulk, Failure> {
        let mut checks = Checks::default();
        let act = checks.take("act", BulkAct::from_word(&self.act).ok_or(Problem::Required));
        let choice = checks.take("messages", self.choice());
        checks.done()?;
        match (act, choice) {
            (Some(act), Some(choice)) => Ok(Bulk { act, choice }),
            _ => Err(Problem::Invalid.into()),
        }
    }

    fn choice(&self) -> Result<MessageChoice, Problem> {
        if !is_ticked(&self.all) {
            return picked(&self.messages).map(MessageChoice::Picked);
        }
        let filter = self.filter.first_page();
        if filter.q.trim().is_empty() { Ok(MessageChoice::All(filter)) } else { Err(Problem::TooLarge) }
    }

    /// The instant at which the number was told.
    ///
    /// # Errors
    /// `Required` at `asked`.
    pub fn told_at(&self) -> Result<Timestamp, Failure> {
        self.asked.parse().map_err(|_| Failure::field("asked", Problem::Required))
    }

    /// # Errors
    /// `Conflict` at `count`, with the number there is, when more are meant than were told.
    pub fn check(&self, count: u32) -> Result<(), Failure> {
        let told: u32 = self.count.parse().map_err(|_| Failure::field("count", Problem::Required))?;
        if count <= told {
            return Ok(());
        }
        let mut checks = Checks::default();
        checks.note_with("count", Problem::Conflict, count.to_string());
        checks.done()
    }
}

fn picked(ids: &[String]) -> Result<Vec<MessageId>, Problem> {
    let words = ids.iter().flat_map(|id| id.split(',')).map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<MessageId> =
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

    fn form(all: &str, q: &str) -> BulkForm {
        let filter = MessageQuery { q: q.into(), stage: "failed".into(), ..MessageQuery::default() };
        BulkForm { act: "resend".into(), all: all.into(), filter, count: "3".into(), ..BulkForm::default() }
    }

    fn problem(form: &BulkForm) -> Option<Problem> {
        form.parse().err().map(|failure| failure.problem)
    }

    #[test]
    fn something_is_chosen_and_a_search_is_not_taken_whole() {
        assert_eq!(problem(&form("", "")), Some(Problem::Required));
        assert_eq!(problem(&form("on", "ayşe")), Some(Problem::TooLarge));
        let all = form("on", "").parse().map(|bulk| bulk.choice);
        assert_eq!(all, Ok(MessageChoice::All(form("on", "").filter)));
        let ticked = BulkForm { messages: vec![MessageId::from_i64(5).to_string()], ..form("", "ayşe") };
        let picked = ticked.parse().map(|bulk| bulk.choice);
        assert_eq!(picked, Ok(MessageChoice::Picked(vec![MessageId::from_i64(5)])));
    }

    #[test]
    fn more_than_was_told_is_asked_again_and_fewer_is_not() {
        assert!(form("on", "").check(3).is_ok() && form("on", "").check(0).is_ok());
        let detail = form("on", "").check(4).err().and_then(|failure| failure.of("count")?.detail.clone());
        assert_eq!(detail.as_deref(), Some("4"));
    }
}
