use serde::{Deserialize, Serialize};

use super::filter::MessageQuery;
use crate::failure::{Failure, Problem};
use crate::form_text::required_line;
use crate::id::ViewId;
use crate::turkish::fold;

/// The longest name of a view, in characters.
const LONGEST_NAME: usize = 40;

/// A filter of the list of messages that a member gave a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageViewRow {
    pub id: ViewId,
    pub name: String,
    pub filter: MessageQuery,
}

/// Keeps the filter of a list under a name; the same name again replaces it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveViewForm {
    pub name: String,
    pub filter: MessageQuery,
}

impl SaveViewForm {
    /// The name, what makes two names one, and the filter from its first page.
    ///
    /// # Errors
    /// At `name` a missing name or one that is too long; `Required` for a filter that lets everything
    /// through.
    pub fn parse(&self) -> Result<(String, String, MessageQuery), Failure> {
        let name =
            required_line(&self.name, LONGEST_NAME).map_err(|problem| Failure::field("name", problem))?;
        let filter = self.filter.first_page();
        if filter == MessageQuery::default() {
            return Err(Failure::field("filter", Problem::Required));
        }
        let key = fold(&name);
        Ok((name, key, filter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> MessageQuery {
        MessageQuery { stage: "failed".into(), before: "msg_x".into(), ..MessageQuery::default() }
    }

    #[test]
    fn a_view_has_a_name_and_lets_not_everything_through() {
        let problem = |form: SaveViewForm, field: &str| {
            form.parse().err().and_then(|failure| failure.of(field).map(|found| found.problem))
        };
        assert_eq!(
            problem(SaveViewForm { filter: failed(), ..Default::default() }, "name"),
            Some(Problem::Required)
        );
        let all = SaveViewForm { name: "Hepsi".into(), ..Default::default() };
        assert_eq!(problem(all, "filter"), Some(Problem::Required));
    }

    #[test]
    fn a_view_begins_at_the_first_page_and_is_one_in_any_case() {
        let read = SaveViewForm { name: " ULAŞMAYAN İşler ".into(), filter: failed() }.parse();
        let filter = MessageQuery { stage: "failed".into(), ..MessageQuery::default() };
        assert_eq!(read, Ok(("ULAŞMAYAN İşler".into(), "ulasmayan isler".into(), filter)));
    }
}
