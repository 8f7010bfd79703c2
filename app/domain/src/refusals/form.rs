use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::Problem;

coded_enum! {
    RefusalAct {
        Refuse = 1 "refuse",
        /// Takes the refusal made here back.
        Undo = 2 "undo",
        /// The address is not that of whom the company writes to.
        NotMine = 3 "not_mine",
        /// Takes that back.
        Mine = 4 "mine",
    }
}

coded_enum! {
    RefusalScope {
        /// The channel of the message that carried the link.
        Channel = 1 "channel",
        /// Every channel that reaches the same address.
        All = 2 "all",
    }
}

/// What somebody said by a link, understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalWord {
    Refuse(RefusalScope),
    Undo,
    NotMine,
    Mine,
}

/// What the refusal page posts, and what a mailbox posts by itself (RFC 8058).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefusalForm {
    pub act: String,
    pub scope: String,
    /// `One-Click` from a mailbox.
    #[serde(rename = "List-Unsubscribe")]
    pub list_unsubscribe: String,
}

impl RefusalForm {
    /// Whether a mailbox posted it on behalf of its owner.
    pub fn is_one_click(&self) -> bool {
        self.list_unsubscribe == "One-Click"
    }

    /// # Errors
    /// [`Problem::Malformed`] for a post that says nothing.
    pub fn parse(&self) -> Result<RefusalWord, Problem> {
        if self.is_one_click() {
            return Ok(RefusalWord::Refuse(RefusalScope::Channel));
        }
        match RefusalAct::from_word(&self.act).ok_or(Problem::Malformed)? {
            RefusalAct::Refuse => {
                let scope = RefusalScope::from_word(&self.scope).ok_or(Problem::Malformed)?;
                Ok(RefusalWord::Refuse(scope))
            }
            RefusalAct::Undo => Ok(RefusalWord::Undo),
            RefusalAct::NotMine => Ok(RefusalWord::NotMine),
            RefusalAct::Mine => Ok(RefusalWord::Mine),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_refuses_its_own_channel_and_an_empty_post_nothing() {
        let one_click = RefusalForm { list_unsubscribe: "One-Click".into(), ..RefusalForm::default() };
        assert_eq!(one_click.parse(), Ok(RefusalWord::Refuse(RefusalScope::Channel)));
        assert_eq!(RefusalForm::default().parse(), Err(Problem::Malformed));
    }

    #[test]
    fn only_a_refusal_needs_to_say_of_what() {
        let post = |act: &str| RefusalForm { act: act.into(), ..RefusalForm::default() }.parse();
        assert_eq!(post("not_mine"), Ok(RefusalWord::NotMine));
        assert_eq!(post("mine"), Ok(RefusalWord::Mine));
        assert_eq!(post("refuse"), Err(Problem::Malformed));
    }
}
