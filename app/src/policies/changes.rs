//! What a newer version of a document says that an earlier one did not.

use super::markdown::{Block, blocks};

/// What changed below one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPart {
    /// `None` at the top of the document, and for a heading that is new itself: it is the first change.
    pub heading: Option<String>,
    pub changes: Vec<Change>,
}

/// A paragraph, a line of a list or a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    AddedHeading(String),
    Added(String),
    Removed(String),
}

/// What two versions are compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Heading(String),
    Words(String),
}

enum Edit {
    Kept(Line),
    Added(Line),
    Removed(Line),
}

/// Comparisons beyond which everything counts as changed: two documents of two thousand lines.
const MOST: usize = 4_000_000;

/// The parts of a document that differ from its earlier version, in their order.
pub fn changed_parts(before: &str, now: &str) -> Vec<ChangedPart> {
    let mut parts: Vec<ChangedPart> = Vec::new();
    let (mut heading, mut open) = (None, false);
    for edit in edits(lines(before), lines(now)) {
        match edit {
            Edit::Kept(Line::Heading(words)) => (heading, open) = (Some(words), false),
            Edit::Kept(Line::Words(_)) => {}
            Edit::Added(Line::Heading(words)) => {
                parts.push(ChangedPart { heading: None, changes: vec![Change::AddedHeading(words)] });
                open = true;
            }
            Edit::Added(Line::Words(words)) => {
                note(&mut parts, &heading, &mut open, Change::Added(words));
            }
            Edit::Removed(Line::Heading(words) | Line::Words(words)) => {
                note(&mut parts, &heading, &mut open, Change::Removed(words));
            }
        }
    }
    parts
}

/// Puts a change into the part that is open, or begins another.
fn note(parts: &mut Vec<ChangedPart>, heading: &Option<String>, open: &mut bool, change: Change) {
    match parts.last_mut() {
        Some(part) if *open => part.changes.push(change),
        _ => parts.push(ChangedPart { heading: heading.clone(), changes: vec![change] }),
    }
    *open = true;
}

fn lines(text: &str) -> Vec<Line> {
    let of_block = |block| match block {
        Block::Heading(_, words) => vec![Line::Heading(words)],
        Block::Paragraph(words) => vec![Line::Words(words)],
        Block::List(items) => items.into_iter().map(Line::Words).collect(),
    };
    blocks(text).into_iter().flat_map(of_block).collect()
}

/// The way from one version to the other with as much kept as can be: a longest common subsequence.
fn edits(before: Vec<Line>, now: Vec<Line>) -> Vec<Edit> {
    if before.len().saturating_mul(now.len()) > MOST {
        let removed = before.into_iter().map(Edit::Removed);
        return removed.chain(now.into_iter().map(Edit::Added)).collect();
    }
    let common = common_ahead(&before, &now);
    let (mut edits, mut b, mut n) = (Vec::new(), 0, 0);
    while b < before.len() || n < now.len() {
        let is_kept = b < before.len() && n < now.len() && before[b] == now[n];
        let goes = n == now.len() || (b < before.len() && common[b + 1][n] >= common[b][n + 1]);
        if is_kept {
            edits.push(Edit::Kept(now[n].clone()));
            (b, n) = (b + 1, n + 1);
        } else if goes {
            edits.push(Edit::Removed(before[b].clone()));
            b += 1;
        } else {
            edits.push(Edit::Added(now[n].clone()));
            n += 1;
        }
    }
    edits
}

/// How many lines can be kept from each pair of places on.
fn common_ahead(before: &[Line], now: &[Line]) -> Vec<Vec<u32>> {
    let mut common = vec![vec![0; now.len() + 1]; before.len() + 1];
    for b in (0..before.len()).rev() {
        for n in (0..now.len()).rev() {
            common[b][n] = match before[b] == now[n] {
                true => common[b + 1][n + 1] + 1,
                false => common[b + 1][n].max(common[b][n + 1]),
            };
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(heading: Option<&str>, changes: &[Change]) -> ChangedPart {
        ChangedPart { heading: heading.map(str::to_owned), changes: changes.to_vec() }
    }

    fn added(words: &str) -> Change {
        Change::Added(words.to_owned())
    }

    fn removed(words: &str) -> Change {
        Change::Removed(words.to_owned())
    }

    #[test]
    fn names_what_is_new_below_its_heading() {
        let before = "## Hizmet\n\niletir\n\n## Süre\n\nbir yıl\n\n- a\n- b";
        let now = "## Hizmet\n\niletir\n\n## Süre\n\niki yıl\n\n- a\n- c\n- b";
        let expected = [part(Some("Süre"), &[removed("bir yıl"), added("iki yıl"), added("c")])];
        assert_eq!(changed_parts(before, now), expected);
    }

    #[test]
    fn a_new_heading_is_a_change_itself() {
        let now = "başta\n\n## Ücret\n\nyok\n\n## Süre\n\nson";
        let heading = Change::AddedHeading("Ücret".to_owned());
        let expected = [part(None, &[heading, added("yok")])];
        assert_eq!(changed_parts("başta\n\n## Süre\n\nson", now), expected);
        let expected = [part(None, &[removed("Ücret"), removed("yok")])];
        assert_eq!(changed_parts(now, "başta\n\n## Süre\n\nson"), expected);
    }

    #[test]
    fn the_same_text_has_no_changes() {
        let text = "a\n\n## b\n\n- c\n- d";
        assert_eq!(changed_parts(text, &format!("{text}\n\n")), []);
        assert_eq!(changed_parts("", ""), []);
        assert_eq!(changed_parts("", "a"), [part(None, &[added("a")])]);
    }

    #[test]
    fn two_huge_texts_are_told_whole() {
        let before = "a\n\n".repeat(2_100);
        let parts = changed_parts(&before, &before);
        assert_eq!(parts.iter().map(|part| part.changes.len()).sum::<usize>(), 4_200);
    }
}
