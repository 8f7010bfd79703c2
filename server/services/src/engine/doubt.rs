//! Messages nobody can vouch for: the provider is asked first, then the rule decides.

use std::collections::HashMap;
use std::time::Duration;

use domain::id::{AccountId, AttemptId};
use domain::message::{DoubtPolicy, FailureReason, State};
use domain::time::Timestamp;
use providers::provider::{DeliveryReport, ReportQuery};
use storage::ledger::{DoubtfulMessage, Resolution, ResolvedBy, Verdict};

use super::inner::Inner;
use super::lane::Lane;
use super::reports::message_name;
use crate::error::ServiceError;

const PIECE: u32 = 500;
/// Pages of reports read for one question.
const MOST_PAGES: usize = 10;
/// How far before its departure a message is looked for: clocks differ.
const EARLIER: Duration = Duration::from_secs(120);
/// The wait before the same doubts are asked about again, twice as long each time.
const FIRST_WAIT: Duration = Duration::from_secs(10);
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

/// When an account's doubts were asked about.
#[derive(Debug, Default)]
pub(super) struct Questions {
    last: Option<Timestamp>,
    wait: Duration,
}

impl Questions {
    /// Whether to ask now: about a doubt that is new, or that the rule decides on next, or again after a
    /// wait that grows.
    fn is_due(&self, doubts: &[DoubtfulMessage], patience: Duration, now: Timestamp) -> bool {
        let Some(last) = self.last else { return true };
        let ripened = |one: &DoubtfulMessage| {
            let ripe = one.since + patience;
            !one.repeated && ripe > last && ripe <= now
        };
        now >= last + self.wait || doubts.iter().any(|one| one.since > last || ripened(one))
    }

    fn asked(&mut self, doubts: &[DoubtfulMessage], now: Timestamp) {
        let is_new = self.last.is_none_or(|last| doubts.iter().any(|one| one.since > last));
        self.wait = if is_new { FIRST_WAIT } else { (self.wait * 2).min(LONGEST_WAIT) };
        self.last = Some(now);
    }
}

impl Inner {
    /// Ends by rule what no provider can be asked about, and answers the other doubts by account.
    pub async fn doubts(&self) -> Result<HashMap<AccountId, Vec<DoubtfulMessage>>, ServiceError> {
        let (mut after, mut to_ask) = (None, HashMap::<_, Vec<_>>::new());
        loop {
            let doubtful = self.ledger().in_doubt(after, PIECE).await?;
            let Some(last) = doubtful.last() else { return Ok(to_ask) };
            after = Some(last.message);
            let full = doubtful.len() >= PIECE as usize;
            let (ask, rule): (Vec<_>, Vec<_>) =
                doubtful.into_iter().partition(|one| self.may_tell(one, self.now()));
            self.resolve(&rule, &HashMap::new()).await?;
            ask.into_iter().for_each(|one| to_ask.entry(one.account).or_default().push(one));
            if !full {
                return Ok(to_ask);
            }
        }
    }

    /// Whether the provider can be asked about a message: later than its history it knows nothing.
    fn may_tell(&self, one: &DoubtfulMessage, now: Timestamp) -> bool {
        let Some(lane) = self.lane(one.account) else { return false };
        let history = lane.able.pull.filter(|_| lane.able.returns_reference && lane.answers());
        history.is_some_and(|pull| one.started_at + pull.history > now)
    }

    /// Asks an account's provider about its doubts when it is time, and ends what can be ended.
    pub async fn end_doubts(&self, lane: &Lane, doubts: Vec<DoubtfulMessage>) -> Result<(), ServiceError> {
        let now = self.now();
        let is_due = |questions: &mut Questions| questions.is_due(&doubts, self.config.doubt, now);
        let Some(first) = doubts.iter().map(|one| one.started_at).min() else { return Ok(()) };
        if !lane.questions(is_due) || !self.may_pull(lane) {
            return Ok(());
        }
        lane.questions(|questions| questions.asked(&doubts, now));
        let mut known = HashMap::new();
        self.read_reports(lane, first, &mut known).await;
        self.resolve(&doubts, &known).await
    }

    async fn resolve(
        &self,
        doubtful: &[DoubtfulMessage],
        known: &HashMap<AttemptId, DeliveryReport>,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let ends = doubtful.iter().filter_map(|one| match known.get(&one.attempt) {
            Some(report) => verdict_of(report).map(|verdict| self.end_as_told(one, verdict, report)),
            None => self.by_rule(one, now).map(|verdict| end(one, verdict, ResolvedBy::Rule)),
        });
        let ends: Vec<_> = ends.collect();
        if !ends.is_empty() {
            self.ledger().resolve_doubt(ends).await?;
        }
        Ok(())
    }

    /// With the provider's name of the message: what it still owes is asked for by that.
    fn end_as_told(&self, one: &DoubtfulMessage, verdict: Verdict, report: &DeliveryReport) -> Resolution {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let name = self.lane(one.account).map(|lane| message_name(lane.able, report));
        Resolution {
            code: some(&report.code),
            text: some(&report.text),
            provider_ref: name.as_deref().and_then(some),
            ..end(one, verdict, ResolvedBy::Provider)
        }
    }

    async fn read_reports(
        &self,
        lane: &Lane,
        first: Timestamp,
        known: &mut HashMap<AttemptId, DeliveryReport>,
    ) {
        let mut query =
            ReportQuery { refs: Vec::new(), since: first - EARLIER, until: self.now(), cursor: None };
        for _ in 0..MOST_PAGES {
            let page = match lane.provider.fetch_reports(&query).await {
                Ok(page) => page,
                Err(failure) => {
                    return self.heed(lane, &failure, "the provider tells nothing about doubts").await;
                }
            };
            for report in page.reports {
                if let Some(attempt) = report.own_ref.as_deref().and_then(|own| own.parse().ok()) {
                    known.insert(attempt, report);
                }
            }
            let Some(next) = page.next else { return };
            query.cursor = Some(next);
            if !self.may_pull(lane) {
                return;
            }
        }
    }

    /// The rule's word: `None` leaves the message to a person, or to a report that may still come.
    fn by_rule(&self, one: &DoubtfulMessage, now: Timestamp) -> Option<Verdict> {
        let may_hear = self.lane(one.account).is_some_and(|lane| lane.able.returns_reference);
        let heard_enough = !may_hear || now.since(one.since) >= self.config.doubt;
        let over = one.expires_at.is_some_and(|end| end <= now);
        let policy = DoubtPolicy::of(one.purpose, one.class, false);
        let repeat = policy == DoubtPolicy::RepeatOnce && !one.repeated && heard_enough && !over;
        repeat.then_some(Verdict::Repeat { due_at: now })
    }
}

fn verdict_of(report: &DeliveryReport) -> Option<Verdict> {
    match report.state {
        State::Accepted => Some(Verdict::Accepted),
        State::Sent => Some(Verdict::Sent),
        State::Delivered => Some(Verdict::Delivered),
        State::Read => Some(Verdict::Read),
        State::Failed => Some(Verdict::Failed(report.reason.unwrap_or(FailureReason::Unknown))),
        State::Expired => Some(Verdict::Failed(FailureReason::Expired)),
        _ => None,
    }
}

fn end(one: &DoubtfulMessage, verdict: Verdict, by: ResolvedBy) -> Resolution {
    let DoubtfulMessage { company, message, attempt, .. } = *one;
    Resolution { company, message, attempt, verdict, by, code: None, text: None, provider_ref: None }
}

#[cfg(test)]
mod tests {
    use domain::id::{CompanyId, MessageId};
    use domain::message::{Class, Purpose};

    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_795_000_000);
    const PATIENCE: Duration = Duration::from_secs(600);

    fn doubt(since: Timestamp) -> DoubtfulMessage {
        DoubtfulMessage {
            message: MessageId::from_i64(1),
            company: CompanyId::from_i64(2),
            account: AccountId::from_i64(3),
            purpose: Purpose::Code,
            class: Class::Informational,
            attempt: AttemptId::from_i64(4),
            call: None,
            attempts: 1,
            started_at: since,
            since,
            expires_at: None,
            repeated: false,
        }
    }

    /// The seconds at which doubts are asked about when somebody looks every second.
    fn asked(
        doubts: &[DoubtfulMessage],
        questions: &mut Questions,
        seconds: std::ops::Range<u64>,
    ) -> Vec<u64> {
        let mut asked = Vec::new();
        for second in seconds {
            let now = START + Duration::from_secs(second);
            if questions.is_due(doubts, PATIENCE, now) {
                questions.asked(doubts, now);
                asked.push(second);
            }
        }
        asked
    }

    #[test]
    fn old_doubts_are_asked_about_less_and_less() {
        let mut questions = Questions::default();
        let doubts = [doubt(START)];
        assert_eq!(asked(&doubts, &mut questions, 0..400), [0, 10, 30, 70, 150, 310]);
        assert_eq!(asked(&doubts, &mut questions, 400..700), [600], "before the rule decides");
    }

    #[test]
    fn a_new_doubt_is_asked_about_at_once() {
        let mut questions = Questions::default();
        asked(&[doubt(START)], &mut questions, 0..200);
        let both = [doubt(START), doubt(START + Duration::from_secs(200))];
        assert_eq!(asked(&both, &mut questions, 200..220), [200, 210]);
    }
}
