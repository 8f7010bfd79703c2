use std::collections::{HashMap, HashSet};

use domain::id::MessageId;
use domain::message::State;

use super::trace::Trace;
use crate::Outcome;

/// What became of the messages: of the accepted ones, of those the sink has, of those in doubt.
#[derive(Debug, Default)]
pub struct Verdict {
    pub accepted: usize,
    /// At the sink, repeats included.
    pub arrived: u64,
    /// Messages that were ever in doubt, and how many of them the sink has.
    pub doubted: usize,
    pub doubted_arrived: usize,
    /// Most attempts that one death left in doubt.
    pub most_in_doubt: usize,
    /// What the sink has and the ledger does not know.
    pub unknown: Vec<String>,
    /// Without doubt, and not at the sink.
    pub lost: Vec<MessageId>,
    /// More than once at the sink.
    pub repeated: Vec<MessageId>,
    /// Neither in doubt nor where a message ends that the sink has taken.
    pub unsettled: Vec<(MessageId, State)>,
}

impl Verdict {
    pub(super) fn of(accepted: &[MessageId], received: &HashMap<String, u32>, trace: &Trace) -> Self {
        let mine: HashSet<_> = accepted.iter().copied().collect();
        let mut arrivals = HashMap::<MessageId, u32>::new();
        let mut verdict = Self { accepted: mine.len(), ..Self::default() };
        for (attempt, times) in received {
            verdict.arrived += u64::from(*times);
            match trace.attempts.get(attempt).filter(|message| mine.contains(message)) {
                Some(message) => *arrivals.entry(*message).or_default() += times,
                None => verdict.unknown.push(attempt.clone()),
            }
        }
        verdict.most_in_doubt = trace.losses.values().copied().max().unwrap_or(0);
        for message in mine {
            verdict.judge(message, arrivals.get(&message).copied().unwrap_or(0), trace);
        }
        verdict
    }

    fn judge(&mut self, message: MessageId, times: u32, trace: &Trace) {
        if times > 1 {
            self.repeated.push(message);
        }
        if trace.doubted.contains(&message) {
            self.doubted += 1;
            self.doubted_arrived += usize::from(times > 0);
            return;
        }
        if times == 0 {
            self.lost.push(message);
        }
        match trace.states.get(&message) {
            Some(State::Accepted) => {}
            other => self.unsettled.push((message, other.copied().unwrap_or(State::Planned))),
        }
    }

    /// Fails when a message was lost, repeated or made up, or one death left more in doubt than it had
    /// connections.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self, connections: u32) -> Outcome {
        let clean = self.unknown.is_empty()
            && self.lost.is_empty()
            && self.repeated.is_empty()
            && self.unsettled.is_empty();
        if clean && self.most_in_doubt <= connections as usize {
            return Ok(());
        }
        Err(format!("messages are not accounted for: {self:?}").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: MessageId = MessageId::from_i64(1);
    const TWO: MessageId = MessageId::from_i64(2);

    fn verdict(received: &[(&str, u32)], doubted: &[MessageId]) -> Verdict {
        let trace = Trace {
            states: [ONE, TWO].map(|message| (message, State::Accepted)).into(),
            attempts: [("a".to_owned(), ONE), ("b".to_owned(), TWO), ("c".to_owned(), TWO)].into(),
            doubted: doubted.iter().copied().collect(),
            losses: [((7, 1), doubted.len())].into(),
        };
        let received = received.iter().map(|(name, times)| ((*name).to_owned(), *times)).collect();
        Verdict::of(&[ONE, TWO], &received, &trace)
    }

    #[test]
    fn every_message_once_is_good() {
        assert!(verdict(&[("a", 1), ("b", 1)], &[]).check(1).is_ok());
    }

    #[test]
    fn a_message_in_doubt_may_be_missing_and_may_not_be_repeated() {
        assert!(verdict(&[("a", 1)], &[TWO]).check(1).is_ok());
        assert!(verdict(&[("a", 1), ("b", 1), ("c", 1)], &[TWO]).check(1).is_err());
    }

    #[test]
    fn a_lost_a_repeated_and_an_unknown_message_are_found() {
        assert_eq!(verdict(&[("a", 1)], &[]).lost, [TWO]);
        assert_eq!(verdict(&[("a", 2), ("b", 1)], &[]).repeated, [ONE]);
        assert_eq!(verdict(&[("a", 1), ("b", 1), ("x", 1)], &[]).unknown, ["x"]);
    }

    #[test]
    fn more_in_doubt_than_connections_is_too_many() {
        let both = verdict(&[], &[ONE, TWO]);
        assert!(both.check(2).is_ok() && both.check(1).is_err());
    }
}
