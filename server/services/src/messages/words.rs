//! From the ledger's rows to what pages show.

use domain::messages::{MessageRow, StateReason};
use storage::ledger::{Flags, MessageRow as LedgerRow, Reason};

/// How much of a text a list shows, in characters.
const EXCERPT: usize = 90;

/// A row of a list; without the right to see bodies its text is left out.
pub(crate) fn row(found: LedgerRow, sees_bodies: bool) -> MessageRow {
    let text = found.subject.or(found.text).filter(|_| sees_bodies).unwrap_or_default();
    MessageRow {
        id: found.id,
        channel: found.channel,
        state: found.state,
        reason: found.reason.map(reason),
        late: found.flags.has(Flags::LATE),
        recipient: found.recipient,
        name: None,
        excerpt: excerpt(&text),
        due: found.due_at,
        changed: found.changed_at,
    }
}

pub(crate) const fn reason(found: Reason) -> StateReason {
    match found {
        Reason::Skip(reason) => StateReason::Skip(reason),
        Reason::Hold(reason) => StateReason::Hold(reason),
        Reason::Failure(reason) => StateReason::Failure(reason),
    }
}

fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT { line } else { line.chars().take(EXCERPT).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        assert_eq!(excerpt("a\n  b"), "a b");
        let cut = excerpt(&"ş".repeat(200));
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (91, true));
    }
}
