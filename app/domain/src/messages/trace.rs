//! The way of one message in four steps: queued, sent, delivered, read.

use super::view::{HistoryRow, MessageView};
use crate::message::{Cause, State};
use crate::time::Timestamp;

/// What is known of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceStep {
    Done(Timestamp),
    /// The way ended here.
    Failed(Timestamp),
    /// May still come.
    Open,
    /// Its channel never tells.
    Untold,
}

impl MessageView {
    /// Queued, sent, delivered and read, as far as it came.
    pub fn trace(&self) -> [TraceStep; 4] {
        let channel = self.row.channel;
        let first =
            |states: &[State]| self.history.iter().find(|row| states.contains(&row.to)).map(|row| row.at);
        let queued = self.history.first().map(|row| row.at);
        let read = first(&[State::Read]);
        let delivered = first(&[State::Delivered]).or(read);
        let sent = first(&[State::Accepted, State::Sent]).or(delivered);
        let told = |at: Option<Timestamp>, tells: bool| match at {
            Some(at) => TraceStep::Done(at),
            None if tells => TraceStep::Open,
            None => TraceStep::Untold,
        };
        let mut steps = [
            told(queued, true),
            told(sent, true),
            told(delivered, channel.reports_delivery()),
            told(read, channel.reports_reading()),
        ];
        if matches!(self.row.state, State::Failed | State::Expired)
            && let Some(at) = first(&[State::Failed, State::Expired])
        {
            steps[if sent.is_some() { 2 } else { 1 }] = TraceStep::Failed(at);
        }
        steps
    }

    /// Whole seconds from its making to the last step that is known.
    pub fn took(&self) -> Option<u64> {
        let start = self.history.first()?.at;
        let known = self.trace().into_iter().filter_map(|step| match step {
            TraceStep::Done(at) | TraceStep::Failed(at) => Some(at),
            TraceStep::Open | TraceStep::Untold => None,
        });
        let end = known.max()?;
        (end > start).then(|| end.since(start).as_secs())
    }
}

/// A history as people read it: the moment a worker took a message is left out where it left at once.
pub fn fold_history(rows: Vec<HistoryRow>) -> Vec<HistoryRow> {
    let next: Vec<_> = rows.iter().skip(1).map(|row| Some(row.cause)).chain([None]).collect();
    let seen = |(row, next): &(HistoryRow, Option<Cause>)| {
        !(row.cause == Cause::Claimed && *next == Some(Cause::Departed))
    };
    rows.into_iter().zip(next).filter(seen).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MessageId;
    use crate::message::{Channel, Class, Purpose};
    use crate::messages::MessageRow;

    fn row(second: i64, from: Option<State>, to: State, cause: Cause) -> HistoryRow {
        HistoryRow {
            at: Timestamp::from_seconds(second),
            from,
            to,
            cause,
            reason: None,
            attempt: None,
            code: String::new(),
            text: String::new(),
        }
    }

    fn message(channel: Channel, states: &[State]) -> MessageView {
        let start = Timestamp::from_seconds(0);
        let history: Vec<_> = states
            .iter()
            .zip(0..)
            .map(|(state, second)| row(second, None, *state, Cause::Reported))
            .collect();
        MessageView {
            row: MessageRow {
                id: MessageId::from_i64(1),
                channel,
                state: states.last().copied().unwrap_or(State::Queued),
                reason: None,
                late: false,
                recipient: String::new(),
                name: None,
                excerpt: String::new(),
                due: start,
                changed: start,
            },
            purpose: Purpose::Transactional,
            class: Class::Informational,
            contact: None,
            campaign: None,
            account: None,
            sender: None,
            created_by: None,
            approved_by: None,
            cost: None,
            resend_of: None,
            first_failed: false,
            body: None,
            contradicted: false,
            history,
            newer: None,
            older: None,
            moving: false,
        }
    }

    const fn done(second: i64) -> TraceStep {
        TraceStep::Done(Timestamp::from_seconds(second))
    }

    #[test]
    fn a_read_message_was_delivered_even_where_nobody_said_so() {
        let message = message(Channel::Whatsapp, &[State::Queued, State::Accepted, State::Read]);
        assert_eq!(message.trace(), [done(0), done(1), done(2), done(2)]);
        assert_eq!(message.took(), Some(2));
    }

    #[test]
    fn what_a_channel_never_tells_is_not_open() {
        let mail = message(Channel::Email, &[State::Queued, State::Accepted]);
        assert_eq!(mail.trace(), [done(0), done(1), TraceStep::Untold, TraceStep::Untold]);
        let sms = message(Channel::Sms, &[State::Queued, State::Accepted]);
        assert_eq!(sms.trace(), [done(0), done(1), TraceStep::Open, TraceStep::Untold]);
    }

    #[test]
    fn a_failure_stands_where_the_way_ended() {
        let failed = TraceStep::Failed(Timestamp::from_seconds(1));
        let refused = message(Channel::Sms, &[State::Queued, State::Failed]);
        assert_eq!(refused.trace(), [done(0), failed, TraceStep::Open, TraceStep::Untold]);
        let lost = message(Channel::Sms, &[State::Queued, State::Sent, State::Expired]);
        let failed = TraceStep::Failed(Timestamp::from_seconds(2));
        assert_eq!(lost.trace(), [done(0), done(1), failed, TraceStep::Untold]);
    }

    #[test]
    fn taking_and_leaving_are_one_row() {
        let claimed = row(1, Some(State::Queued), State::Leased, Cause::Claimed);
        let departed = row(1, Some(State::Leased), State::OnWire, Cause::Departed);
        let back = row(2, Some(State::Leased), State::Queued, Cause::GivenBack);
        let folded = fold_history(vec![claimed.clone(), departed.clone()]);
        assert_eq!(folded, [departed]);
        assert_eq!(fold_history(vec![claimed.clone(), back.clone()]), [claimed, back]);
    }
}
