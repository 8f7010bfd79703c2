use std::time::Duration;

use domain::id::{AttemptId, MessageId};
use domain::message::Cause;
use domain::time::Timestamp;

use super::book::{Book, Waiting};
use crate::ids::Ids;
use crate::ledger::decide;
use crate::ledger::reporting::{Report, ReportResult, ReportSubject};
use crate::ledger::standing::Standing;

const KEPT: Duration = Duration::from_secs(48 * 3_600);

impl Book {
    pub fn apply_or_keep(&mut self, ids: &Ids, now: Timestamp, report: Report) -> ReportResult {
        let result = self.apply_report(ids, now, &report);
        if result == ReportResult::Kept && !self.is_waiting(&report) {
            let next_try_at = now + Duration::from_secs(1);
            self.waiting.push(Waiting { report, tries: 0, next_try_at, received_at: now });
        }
        result
    }

    fn is_waiting(&self, report: &Report) -> bool {
        let name = |one: &Report| (one.account, one.subject.clone(), one.state);
        self.waiting.iter().any(|waiting| name(&waiting.report) == name(report))
    }

    fn apply_report(&mut self, ids: &Ids, now: Timestamp, report: &Report) -> ReportResult {
        let Some((at, attempt)) = self.find(report) else { return ReportResult::Kept };
        let step = decide::report(at, report, attempt == at.attempt, now);
        let is_new = !self.was_said(at.id, report);
        if is_new || step.moves() {
            self.apply(ids, &step);
        }
        match (step.moves(), is_new) {
            (true, _) => ReportResult::Moved { message: at.id, to: step.after.state },
            (false, true) => ReportResult::Noted { message: at.id },
            (false, false) => ReportResult::Duplicate { message: at.id },
        }
    }

    fn was_said(&self, message: MessageId, report: &Report) -> bool {
        self.lines.get(&message).is_some_and(|line| {
            line.events.iter().any(|event| {
                event.cause == Cause::Reported
                    && event.reported == Some(report.state)
                    && event.code == report.code
            })
        })
    }

    fn find(&self, report: &Report) -> Option<(Standing, Option<AttemptId>)> {
        let (message, attempt) = match &report.subject {
            ReportSubject::Message(id) => {
                let at = self.standing(*id).filter(|at| at.account == Some(report.account))?;
                (at.id, at.attempt)
            }
            subject => {
                let (id, (message, _)) = self.attempts.iter().find(|(id, (_, attempt))| {
                    let named = match subject {
                        ReportSubject::Attempt(wanted) => wanted == *id,
                        ReportSubject::ProviderRef(wanted) => attempt.provider_ref.as_ref() == Some(wanted),
                        ReportSubject::Message(_) => false,
                    };
                    named && attempt.account == report.account
                })?;
                (*message, Some(*id))
            }
        };
        self.standing(message).map(|at| (at, attempt))
    }

    pub fn retry_reports(&mut self, ids: &Ids, now: Timestamp, limit: u32) -> u64 {
        let mut applied = 0;
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|one| one.next_try_at <= now);
        self.waiting = later;
        for (place, mut one) in due.into_iter().enumerate() {
            if place >= limit as usize {
                self.waiting.push(one);
            } else if self.apply_report(ids, now, &one.report) != ReportResult::Kept {
                applied += 1;
            } else if one.received_at + KEPT >= now {
                one.tries += 1;
                one.next_try_at = now + Duration::from_secs(1 << one.tries.min(12));
                self.waiting.push(one);
            }
        }
        applied
    }
}
