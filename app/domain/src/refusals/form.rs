use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::Problem;

coded_enum! {
    RefusalAct {
        Refuse = 1 "refuse",
        /// Takes the refusal made here back.
        Undo = 2 "undo",
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
    /// [`Problem::Malformed`] for a post that says neither.
    pub fn parse(&self) -> Result<(RefusalAct, RefusalScope), Problem> {
        if self.is_one_click() {
            return Ok((RefusalAct::Refuse, RefusalScope::Channel));
        }
        let act = RefusalAct::from_word(&self.act).ok_or(Problem::Malformed)?;
        let scope = RefusalScope::from_word(&self.scope).ok_or(Problem::Malformed)?;
        Ok((act, scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_refuses_its_own_channel_and_an_empty_post_nothing() {
        let one_click = RefusalForm { list_unsubscribe: "One-Click".into(), ..RefusalForm::default() };
        assert_eq!(one_click.parse(), Ok((RefusalAct::Refuse, RefusalScope::Channel)));
        assert_eq!(RefusalForm::default().parse(), Err(Problem::Malformed));
    }
}
