use std::collections::BTreeMap;

use domain::imports::{ImportCounts, RejectCount, RejectReason, RejectedRow};
use storage::contacts::TakenIn;
use storage::imports::{Import, StoredReject};

use super::contact_row::ReadRow;

/// What became of the rows so far, by number and by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub counts: ImportCounts,
    /// Rows refused, and parts left out, for each reason.
    reasons: BTreeMap<RejectReason, (u32, u32)>,
}

impl Tally {
    pub fn of(import: &Import) -> Self {
        let reasons = import.reasons.iter().map(|count| (count.reason, (count.refused, count.partial)));
        Self { counts: import.counts, reasons: reasons.collect() }
    }

    /// Notes what a row lacks; the refusals to be kept.
    pub fn note_row(&mut self, row: &ReadRow) -> Vec<StoredReject> {
        self.counts.done += 1;
        let partial = row.contact.is_some();
        // A refused row has one reason; the rest of its faults matter no more.
        let shown = if partial { row.left_out.len() } else { 1 };
        let faults = row.left_out.iter().take(shown);
        self.counts.refused += u32::from(!partial);
        self.counts.partial += u32::from(partial && !row.left_out.is_empty());
        faults
            .zip(0..)
            .map(|((text, reason), part)| {
                let (refused, left_out) = self.reasons.entry(*reason).or_default();
                *(if partial { left_out } else { refused }) += 1;
                let row = RejectedRow { line: row.line, reason: *reason, text: text.clone(), partial };
                StoredReject { part, row }
            })
            .collect()
    }

    pub fn note_outcome(&mut self, outcome: TakenIn) {
        match outcome {
            TakenIn::Added(_) => self.counts.added += 1,
            TakenIn::Updated(_) => self.counts.updated += 1,
        }
    }

    /// The most frequent reason first.
    pub fn reasons(&self) -> Vec<RejectCount> {
        let count = |(reason, (refused, partial)): (&RejectReason, &(u32, u32))| RejectCount {
            reason: *reason,
            refused: *refused,
            partial: *partial,
        };
        let mut reasons: Vec<_> = self.reasons.iter().map(count).collect();
        reasons.sort_by_key(|count| std::cmp::Reverse(count.refused + count.partial));
        reasons
    }
}
