//! Random walks through the verbs, on SQLite and on the model: both must stand alike after every step.

use std::time::Duration;

use domain::id::{AttemptId, MessageId};
use domain::message::{FailureReason, HoldReason, Purpose, State};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use storage::StorageError;
use storage::ledger::{
    Answer, Claimed, Cursor, Ended, FirstState, GiveBack, GivenBackAs, MessageFilter, NewMessage, Release,
    Report, ReportSubject, Resolution, ResolvedBy, Selected, Selection, Verdict,
};

use crate::scene::{ACCOUNT, CAMPAIGN, COMPANY, LEASE, Scene, of_other, settlement, sms};

/// One step of a walk; numbers choose among what is there.
#[derive(Debug, Clone)]
enum Verb {
    Plan { from: usize, count: usize, kind: u8 },
    Claim { limit: u32 },
    Depart { take: usize },
    Settle { pick: usize, answer: u8 },
    GiveBack { pick: usize, to: u8 },
    Report { pick: usize, by: u8, state: usize },
    RetryReports,
    Recover,
    Resolve { pick: usize, verdict: u8 },
    Hold { account: bool },
    Release { limit: u32 },
    Cancel { pick: usize },
    Expire,
    Renew,
    Wait { seconds: u64 },
}

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        3 => (0usize..30, 1usize..8, 0u8..6).prop_map(|(from, count, kind)| Verb::Plan { from, count, kind }),
        4 => (1u32..12).prop_map(|limit| Verb::Claim { limit }),
        4 => (1usize..8).prop_map(|take| Verb::Depart { take }),
        6 => (any::<usize>(), 0u8..6).prop_map(|(pick, answer)| Verb::Settle { pick, answer }),
        2 => (any::<usize>(), 0u8..4).prop_map(|(pick, to)| Verb::GiveBack { pick, to }),
        5 => (any::<usize>(), 0u8..3, 0usize..6)
            .prop_map(|(pick, by, state)| Verb::Report { pick, by, state }),
        1 => Just(Verb::RetryReports),
        2 => Just(Verb::Recover),
        3 => (any::<usize>(), 0u8..5).prop_map(|(pick, verdict)| Verb::Resolve { pick, verdict }),
        1 => any::<bool>().prop_map(|account| Verb::Hold { account }),
        2 => (1u32..20).prop_map(|limit| Verb::Release { limit }),
        1 => any::<usize>().prop_map(|pick| Verb::Cancel { pick }),
        1 => Just(Verb::Expire),
        2 => Just(Verb::Renew),
        3 => (1u64..70).prop_map(|seconds| Verb::Wait { seconds }),
    ]
}

/// A ledger under test with what the walk remembers of it. Everything is remembered in the order in
/// which it happened, so the same pick means the same message on both sides.
struct Walker {
    scene: Scene,
    planned: Vec<MessageId>,
    claimed: Vec<Claimed>,
    left: Vec<(Claimed, AttemptId)>,
}

fn pick<T: Clone>(from: &[T], at: usize) -> Option<T> {
    if from.is_empty() { None } else { from.get(at % from.len()).cloned() }
}

fn message(n: usize, kind: u8, scene: &Scene) -> NewMessage {
    let new = sms(n);
    match kind {
        0 => NewMessage { state: FirstState::Planned, ..new },
        1 => NewMessage { purpose: Purpose::Code, expires_at: Some(scene.after(20)), ..new },
        2 => NewMessage { state: FirstState::Held(HoldReason::Approval), ..new },
        3 => of_other(new),
        4 => NewMessage { due_at: scene.after(15), ..new },
        _ => new,
    }
}

impl Walker {
    fn new(scene: Scene) -> Self {
        Self { scene, planned: Vec::new(), claimed: Vec::new(), left: Vec::new() }
    }

    /// Does one step and says what it answered, with messages named by their place in the walk.
    async fn step(&mut self, verb: &Verb) -> Result<String, StorageError> {
        match verb.clone() {
            Verb::Plan { from, count, kind } => self.plan(from, count, kind).await,
            Verb::Claim { limit } => self.claim(limit).await,
            Verb::Depart { take } => self.depart(take).await,
            Verb::Settle { pick, answer } => self.settle(pick, answer).await,
            Verb::GiveBack { pick, to } => self.give_back(pick, to).await,
            Verb::Report { pick, by, state } => self.report(pick, by, state).await,
            Verb::Resolve { pick, verdict } => self.resolve(pick, verdict).await,
            Verb::Hold { account } => self.hold(account).await,
            Verb::Release { limit } => self.release(limit).await,
            Verb::Cancel { pick } => self.cancel(pick).await,
            other => self.pass_time(other).await,
        }
    }

    async fn plan(&mut self, from: usize, count: usize, kind: u8) -> Result<String, StorageError> {
        let batch = (from..from + count).map(|n| message(n, kind, &self.scene)).collect();
        let planned = self.scene.ledger.plan(batch).await?;
        let fresh: Vec<_> = planned.iter().map(|planned| planned.is_new).collect();
        for planned in planned.into_iter().filter(|planned| planned.is_new) {
            self.planned.push(planned.message);
        }
        Ok(format!("{fresh:?}"))
    }

    async fn claim(&mut self, limit: u32) -> Result<String, StorageError> {
        let claimed = self.scene.claim(1, limit).await?;
        let places = self.places(claimed.iter().map(|claimed| claimed.message));
        self.claimed.extend(claimed);
        Ok(places)
    }

    async fn depart(&mut self, take: usize) -> Result<String, StorageError> {
        let claimed: Vec<_> = self.claimed.iter().rev().take(take).cloned().collect();
        let leaving: Vec<_> = claimed.iter().map(|claimed| self.scene.departure(claimed)).collect();
        let attempts = self.scene.ledger.put_on_wire(leaving.clone()).await?;
        let gone: Vec<_> = leaving.iter().map(|leaving| attempts.contains(&leaving.attempt)).collect();
        for (claimed, leaving) in claimed.into_iter().zip(leaving) {
            if attempts.contains(&leaving.attempt) {
                self.left.push((claimed, leaving.attempt));
            }
        }
        Ok(format!("{gone:?}"))
    }

    async fn settle(&mut self, at: usize, answer: u8) -> Result<String, StorageError> {
        let Some((claimed, attempt)) = pick(&self.left, at) else { return Ok(String::new()) };
        let answer = match answer {
            0 => Answer::Sent,
            1 => Answer::Failed(FailureReason::Blocked),
            2 => Answer::Retry {
                due_at: self.scene.after(10),
                counts: true,
                reason: Some(FailureReason::NoAnswer),
            },
            3 => Answer::Retry { due_at: self.scene.now(), counts: false, reason: None },
            4 => Answer::Unclear,
            _ => Answer::Accepted,
        };
        let mut settlement = settlement(&claimed, attempt, answer);
        settlement.provider_ref = Some(self.reference(attempt));
        let settled = self.scene.ledger.settle(vec![settlement]).await?;
        Ok(format!("{:?} {}", settled[0].state, settled[0].moved))
    }

    async fn give_back(&mut self, at: usize, to: u8) -> Result<String, StorageError> {
        let Some(claimed) = pick(&self.claimed, at) else { return Ok(String::new()) };
        let to = match to {
            0 => GivenBackAs::Queued { due_at: self.scene.after(5) },
            1 => GivenBackAs::Held(HoldReason::AccountPaused),
            2 => GivenBackAs::Expired,
            _ => GivenBackAs::Cancelled,
        };
        let back = GiveBack { message: claimed.message, fence: claimed.fence, to };
        Ok(self.scene.ledger.give_back(vec![back]).await?.to_string())
    }

    /// The same on both sides, where attempts have different ids.
    fn reference(&self, attempt: AttemptId) -> String {
        let place = self.left.iter().position(|(_, left)| *left == attempt);
        format!("ref-{}", place.unwrap_or(usize::MAX))
    }

    async fn report(&mut self, at: usize, by: u8, state: usize) -> Result<String, StorageError> {
        let Some((claimed, attempt)) = pick(&self.left, at) else { return Ok(String::new()) };
        let states =
            [State::Accepted, State::Sent, State::Delivered, State::Read, State::Failed, State::Expired];
        let subject = match by {
            0 => ReportSubject::Message(claimed.message),
            1 => ReportSubject::Attempt(attempt),
            _ => ReportSubject::ProviderRef(self.reference(attempt)),
        };
        let report = Report {
            account: claimed.account,
            subject,
            state: states[state],
            reason: Some(FailureReason::PhoneOff),
            code: None,
            text: None,
            at: self.scene.now(),
        };
        let results = self.scene.ledger.apply_reports(vec![report]).await?;
        Ok(format!("{results:?}").replace(&claimed.message.to_string(), "it"))
    }

    async fn resolve(&mut self, at: usize, verdict: u8) -> Result<String, StorageError> {
        let doubtful = self.scene.ledger.in_doubt(None, 100).await?;
        let Some(one) = pick(&doubtful, at) else { return Ok(String::new()) };
        let verdict = match verdict {
            0 => Verdict::Delivered,
            1 => Verdict::Failed(FailureReason::NoAnswer),
            2 => Verdict::Accepted,
            _ => Verdict::Repeat { due_at: self.scene.now() },
        };
        let (company, message, attempt, by) = (one.company, one.message, one.attempt, ResolvedBy::Rule);
        let end =
            Resolution { company, message, attempt, verdict, by, code: None, text: None, provider_ref: None };
        let moved = self.scene.ledger.resolve_doubt(vec![end]).await?;
        Ok(self.places(moved.into_iter()))
    }

    fn selection(&self, which: Selected, limit: u32) -> Selection {
        Selection { company: COMPANY, which, after: None, limit }
    }

    async fn hold(&mut self, account: bool) -> Result<String, StorageError> {
        let which = if account { Selected::Account(ACCOUNT) } else { Selected::Campaign(CAMPAIGN) };
        let of = self.selection(which, 500);
        Ok(self.scene.ledger.hold(of, HoldReason::AccountPaused, None).await?.moved.to_string())
    }

    async fn release(&mut self, limit: u32) -> Result<String, StorageError> {
        let of = self.selection(Selected::Campaign(CAMPAIGN), limit);
        let step = self.scene.ledger.release(of, Release::default(), None).await?;
        Ok(format!("{} {}", step.moved, self.places(step.next.into_iter())))
    }

    async fn cancel(&mut self, at: usize) -> Result<String, StorageError> {
        let Some(message) = pick(&self.planned, at) else { return Ok(String::new()) };
        let of = self.selection(Selected::Messages(vec![message]), 5);
        Ok(self.scene.ledger.cancel(of, None).await?.moved.to_string())
    }

    async fn pass_time(&mut self, verb: Verb) -> Result<String, StorageError> {
        let ledger = &self.scene.ledger;
        match verb {
            Verb::RetryReports => Ok(ledger.retry_reports(100).await?.to_string()),
            Verb::Recover => {
                let recovered = ledger.recover(100).await?;
                Ok(self.places(recovered.queued.into_iter().chain(recovered.in_doubt)))
            }
            Verb::Expire => {
                let before = self.scene.now() - LEASE;
                let silent = ledger.expire_unreported(COMPANY, ACCOUNT, before, 100).await?;
                Ok(format!("{silent} {}", ledger.expire_overdue(100).await?))
            }
            Verb::Renew => {
                Ok(format!("{:?}", ledger.take_node(1, self.scene.after(60), Ended::Everybody).await?.node))
            }
            Verb::Wait { seconds } => {
                self.scene.clock.advance(Duration::from_secs(seconds));
                Ok(String::new())
            }
            _ => Ok(String::new()),
        }
    }

    fn places(&self, messages: impl Iterator<Item = MessageId>) -> String {
        let places = messages.map(|message| self.planned.iter().position(|planned| *planned == message));
        format!("{:?}", places.collect::<Vec<_>>())
    }

    /// Where every message stands, how it came there, and what the counters and lists say.
    async fn picture(&self) -> Result<String, StorageError> {
        let mut lines = Vec::new();
        for message in &self.planned {
            if let Some(view) = self.scene.ledger.message(COMPANY, *message).await? {
                let history = self.scene.ledger.history(COMPANY, *message).await?;
                let steps = history.events.iter();
                let steps = steps.map(|e| (e.from, e.to, e.cause, e.reason, e.reported, e.flags, e.at));
                let tries = history.attempts.iter().map(|tried| (tried.outcome, &tried.provider_ref));
                let (row, attempts) = (&view.row, view.attempts);
                let standing = (row.state, row.reason, row.flags, row.due_at, row.changed_at, attempts);
                lines.push(format!(
                    "{standing:?} {:?} {:?}",
                    steps.collect::<Vec<_>>(),
                    tries.collect::<Vec<_>>()
                ));
            }
        }
        let today = self.scene.now().to_istanbul().date();
        let days = self.scene.ledger.day_counts(COMPANY, today, today).await?;
        let authors = self.scene.ledger.author_counts(COMPANY, today, today).await?;
        let outcomes = self.scene.ledger.day_outcomes(COMPANY, today, today).await?;
        let campaign = self.scene.ledger.campaign_counts(COMPANY, &[CAMPAIGN]).await?;
        let filter =
            MessageFilter { states: vec![State::InDoubt, State::Queued], ..MessageFilter::default() };
        let page = self.scene.ledger.list_messages(COMPANY, &filter, Cursor::Newest, 7).await?;
        let listed = self.places(page.rows.iter().map(|row| row.id));
        Ok(format!("{}\n{days:?}\n{authors:?}\n{outcomes:?}\n{campaign:?}\n{listed}", lines.join("\n")))
    }
}

async fn compare(verbs: Vec<Verb>) -> Result<(), TestCaseError> {
    let fail = |error: StorageError| TestCaseError::fail(error.to_string());
    let mut real = Walker::new(Scene::sqlite().await);
    let mut model = Walker::new(Scene::simulated());
    for (nth, verb) in verbs.iter().enumerate() {
        let (said, expected) = (real.step(verb).await.map_err(fail)?, model.step(verb).await.map_err(fail)?);
        prop_assert_eq!(said, expected, "step {}: {:?}", nth, verb);
    }
    let (stands, expected) = (real.picture().await.map_err(fail)?, model.picture().await.map_err(fail)?);
    prop_assert_eq!(stands, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn sqlite_and_the_model_never_part(verbs in prop::collection::vec(verb(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| TestCaseError::fail(error.to_string()))?;
        runtime.block_on(compare(verbs))?;
    }
}
