//! The decisions of the ledger, without any storage: what an answer, a report or the clock does to a
//! message. All implementations share them.

use domain::id::UserId;
use domain::message::{Cause, FailureReason, HoldReason, ReportOutcome, SkipReason, State, apply_report};
use domain::time::Timestamp;

use super::flags::Flags;
use super::planning::FirstState;
use super::reason::Reason;
use super::reporting::{Report, Resolution, ResolvedBy, Verdict};
use super::sending::{Answer, GiveBack, GivenBackAs, Settlement};
use super::standing::{Move, Note, Standing};
use super::stopping::{Release, Selected, Selection};

/// A provider's answer. One that can no longer be trusted moves nothing that could be sent again, but
/// may still say how its own attempt ended.
pub(super) fn settle(row: Standing, settlement: &Settlement, now: Timestamp) -> Move {
    let same_attempt = row.attempt == Some(settlement.attempt);
    let trusted = same_attempt && row.fence == settlement.fence;
    let note = Note {
        reported: Some(settlement.answer.state()),
        attempt: Some(settlement.attempt),
        code: settlement.code.clone(),
        text: settlement.text.clone(),
        ..Note::new(if trusted { Cause::Answered } else { Cause::AnsweredLate }, now)
    };
    match settlement.answer {
        Answer::Retry { due_at, counts, reason } if trusted => retry(row, due_at, counts, reason, note),
        Answer::Unclear if trusted => Move::to_or_noted(row, State::InDoubt, note),
        Answer::Accepted | Answer::Sent | Answer::Failed(_) if same_attempt => {
            answered(row, settlement, note)
        }
        _ => Move::noted(row, note),
    }
}

fn retry(row: Standing, due_at: Timestamp, counts: bool, reason: Option<FailureReason>, note: Note) -> Move {
    if row.state != State::OnWire {
        return Move::noted(row, note);
    }
    let reason = reason.map(|reason| reason.code());
    let mut step = Move::to_or_noted(row, State::Queued, Note { reason, ..note });
    step.after.attempts -= i16::from(!counts);
    step.due(due_at)
}

fn answered(row: Standing, settlement: &Settlement, note: Note) -> Move {
    let reason = match settlement.answer {
        Answer::Failed(reason) => Some(Reason::Failure(reason)),
        _ => None,
    };
    match apply_report(row.state, settlement.answer.state()) {
        ReportOutcome::Move { to, .. } => Move::to_or_noted(row, to, note).because(reason),
        ReportOutcome::HistoryOnly { .. } => Move::noted(row, note),
    }
}

/// A delivery report, in whatever order they come. A report on an attempt that was given up says only
/// good news: that it failed says nothing of the attempt that followed.
pub(super) fn report(row: Standing, report: &Report, is_latest: bool, now: Timestamp) -> Move {
    let note = Note {
        reported: Some(report.state),
        attempt: row.attempt.filter(|_| is_latest),
        code: report.code.clone(),
        text: report.text.clone(),
        ..Note::new(Cause::Reported, report.at)
    };
    let counts = is_latest || matches!(report.state, State::Delivered | State::Read);
    match apply_report(row.state, report.state) {
        ReportOutcome::Move { to, late } if counts => {
            let flags = if late { Flags::LATE } else { Flags::NONE };
            let mut step = Move::to_or_noted(row, to, note);
            step.after.changed_at = now;
            step.because(report.reason.map(Reason::Failure)).flagged(flags)
        }
        ReportOutcome::HistoryOnly { contradicts: true } => {
            let reason = report.reason.map(|reason| reason.code());
            Move::noted(row, Note { flags: Flags::CONTRADICTED, reason, ..note })
        }
        _ => Move::noted(row, note),
    }
}

/// A worker hands a message back that has not left. A stale lease hands nothing back.
pub(super) fn give_back(row: Standing, back: &GiveBack, now: Timestamp) -> Option<Move> {
    if row.state != State::Leased || row.fence != back.fence {
        return None;
    }
    let to = |state, cause| Move::to(row, state, Note::new(cause, now));
    match back.to {
        GivenBackAs::Queued { due_at } => to(State::Queued, Cause::GivenBack).map(|step| step.due(due_at)),
        GivenBackAs::Skipped(reason) => because(to(State::Skipped, Cause::Rechecked), Reason::Skip(reason)),
        GivenBackAs::Held(reason) => because(to(State::Held, Cause::Rechecked), Reason::Hold(reason)),
        GivenBackAs::Expired => to(State::Expired, Cause::ValidityOver),
        GivenBackAs::Cancelled => to(State::Cancelled, Cause::CampaignStopped),
    }
}

/// A worker is gone or late: what had not left is queued again, what may have left is in doubt and its
/// lease is void.
pub(super) fn recover(row: Standing, process_gone: bool, now: Timestamp) -> Option<Move> {
    let attempt = row.attempt;
    match row.state {
        State::Leased => {
            let cause = if process_gone { Cause::ProcessGone } else { Cause::LeaseOver };
            Move::to(row, State::Queued, Note::new(cause, now))
        }
        State::OnWire => {
            let cause = if process_gone { Cause::ProcessGone } else { Cause::NoAnswer };
            let mut step = Move::to(row, State::InDoubt, Note { attempt, ..Note::new(cause, now) })?;
            step.after.fence += 1;
            Some(step)
        }
        _ => None,
    }
}

/// Ends a doubt. The rule repeats a message only once, a person as often as she likes.
pub(super) fn resolve(row: Standing, end: &Resolution, now: Timestamp) -> Option<Move> {
    let doubted = row.state == State::InDoubt && row.attempt == Some(end.attempt);
    let by_rule = end.by == ResolvedBy::Rule;
    let repeats = matches!(end.verdict, Verdict::Repeat { .. });
    if !doubted || row.company != end.company || (repeats && by_rule && row.flags.has(Flags::REPEATED)) {
        return None;
    }
    let (cause, actor) = match end.by {
        ResolvedBy::Provider => (Cause::Asked, None),
        ResolvedBy::Rule => (Cause::DoubtRule, None),
        ResolvedBy::Person(user) => (Cause::Decided, Some(user)),
    };
    let (code, text) = (end.code.clone(), end.text.clone());
    let note = Note { actor, attempt: row.attempt, code, text, ..Note::new(cause, now) };
    let step = Move::to(row, end.verdict.state(), note)?;
    Some(match end.verdict {
        Verdict::Repeat { due_at } => step.due(due_at).flagged(Flags::REPEATED),
        Verdict::Failed(reason) => step.because(Some(Reason::Failure(reason))),
        _ => step,
    })
}

/// The database comes from a backup: what happened since is not known, so whatever may have left
/// meanwhile asks a person, and what was on the wire is in doubt. An approval is still to be given.
pub(super) fn restored(row: Standing, now: Timestamp) -> Option<Move> {
    let note = Note::new(Cause::Restored, now);
    let because = Some(Reason::Hold(HoldReason::Restored));
    match row.state {
        State::Planned | State::Queued | State::Leased => {
            Move::to(row, State::Held, note).map(|step| step.because(because))
        }
        State::Held if row.reason != Some(HoldReason::Approval.code()) => {
            Some(Move::noted(row, note).because(because))
        }
        State::OnWire => {
            let mut step = Move::to(row, State::InDoubt, Note { attempt: row.attempt, ..note })?;
            step.after.fence += 1;
            Some(step)
        }
        _ => None,
    }
}

/// Puts a planned or held message into the queue.
pub(super) fn release(row: Standing, release: &Release, note: Note) -> Option<Move> {
    let held_for = row.reason.filter(|_| row.state == State::Held);
    let asked = release.held_for.map(|reason| reason.code());
    let account = release.account.or(row.account);
    if !matches!(row.state, State::Planned | State::Held)
        || (asked.is_some() && asked != held_for)
        || account.is_none()
    {
        return None;
    }
    let due_at = release.due_at.unwrap_or(row.due_at);
    let mut step = Move::to(row, State::Queued, note)?;
    step.after.account = account;
    Some(step.due(due_at))
}

/// Ends a message that has not left, because its recipient refused it or cannot be written to.
pub(super) fn skip(row: Standing, reason: SkipReason, now: Timestamp) -> Option<Move> {
    let cause = if reason == SkipReason::Refused { Cause::Refused } else { Cause::Rechecked };
    stop(row, State::Skipped, Some(Reason::Skip(reason)), Note::new(cause, now))
}

/// Stops a message that has not left: to held, cancelled, expired or skipped.
pub(super) fn stop(row: Standing, to: State, reason: Option<Reason>, note: Note) -> Option<Move> {
    if !row.state.is_stoppable() {
        return None;
    }
    Move::to(row, to, note).map(|step| step.because(reason))
}

/// Lets a message that is held for one reason wait for another from now on.
pub(super) fn hold_instead(row: Standing, from: HoldReason, to: HoldReason, note: Note) -> Option<Move> {
    let waits = row.state == State::Held && row.reason == Some(from.code());
    waits.then(|| Move::noted(row, note).because(Some(Reason::Hold(to))))
}

/// Why messages are released.
pub(super) fn release_cause(of: &Selection, how: &Release, actor: Option<UserId>) -> Cause {
    let resumed = how.held_for == Some(HoldReason::AccountPaused);
    match (&of.which, actor) {
        (Selected::Account(_), _) if resumed => Cause::AccountResumed,
        (Selected::WithoutAccount(_), _) => Cause::Released,
        (_, Some(_)) => Cause::Decided,
        _ => Cause::Released,
    }
}

/// Why messages are held.
pub(super) const fn hold_cause(reason: HoldReason) -> Cause {
    match reason {
        HoldReason::AccountPaused => Cause::AccountPaused,
        HoldReason::Restored => Cause::Restored,
        _ => Cause::Decided,
    }
}

/// Why messages are cancelled.
pub(super) const fn cancel_cause(of: &Selection) -> Cause {
    match of.which {
        Selected::Campaign(_) | Selected::Repeats(_) => Cause::CampaignStopped,
        _ => Cause::Decided,
    }
}

/// Nothing was reported within the provider's validity.
pub(super) fn give_up_waiting(row: Standing, now: Timestamp) -> Option<Move> {
    if !matches!(row.state, State::Accepted | State::Sent) {
        return None;
    }
    because(
        Move::to(row, State::Expired, Note::new(Cause::ReportOverdue, now)),
        Reason::Failure(FailureReason::NoReport),
    )
}

/// Whether a message may be written that begins like this: the queue needs an account.
pub(super) const fn may_begin(state: FirstState, has_account: bool) -> bool {
    has_account || !matches!(state, FirstState::Queued)
}

fn because(step: Option<Move>, reason: Reason) -> Option<Move> {
    step.map(|step| step.because(Some(reason)))
}
