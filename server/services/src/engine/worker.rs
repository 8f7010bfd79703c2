//! A worker: one connection's worth of sending.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use domain::id::AttemptId;
use domain::time::Timestamp;
use providers::provider::{Outgoing, Recipient, SendOutcome};
use storage::ledger::{Departure, GiveBack, GivenBackAs, Settlement};

use super::gate::LeaseGate;
use super::inner::Inner;
use super::lane::Lane;
use super::outcome::{Effect, Judge};
use super::ready::Ready;

/// A message on its way out.
struct Leaving {
    ready: Ready,
    attempt: AttemptId,
    outgoing: Outgoing,
}

/// A worker at its place. One that panics leaves the place to another; what it had in hand is taken over
/// as that of a dead process is.
struct Duty {
    inner: Arc<Inner>,
    lane: Arc<Lane>,
    /// Whether the lane has let it go.
    is_over: bool,
}

impl Drop for Duty {
    fn drop(&mut self) {
        if !self.is_over {
            tracing::error!(account = %self.lane.id, "a worker broke off");
            self.lane.lost_worker();
        }
        self.inner.workers.end();
        self.inner.wake.notify_one();
    }
}

impl Inner {
    /// Sends until the lane has nothing left. The answer to one call goes into the ledger together with the
    /// departure of the next: the disk is waited for once.
    pub async fn work(self: Arc<Self>, lane: Arc<Lane>) {
        let mut duty = Duty { inner: Arc::clone(&self), lane: Arc::clone(&lane), is_over: false };
        let mut answers = Vec::new();
        while let Some(next) = lane.next_call(self.now()) {
            self.hand_back(next.too_early).await;
            if !next.messages.is_empty() {
                answers = self.carry(&lane, answers, next.messages).await;
            }
            if lane.runs_low() {
                self.wake.notify_one();
            }
        }
        duty.is_over = true;
        self.collector.settle(answers).await;
    }

    async fn hand_back(&self, too_early: Vec<(Ready, Timestamp)>) {
        let backs = too_early.into_iter().map(|(one, due_at)| back(&one, GivenBackAs::Queued { due_at }));
        self.collector.give_back(backs.collect()).await;
    }

    /// One call to the provider, from the record of its departure to its answers, which are returned when
    /// they may wait for the next record; `answers` are those of the call before.
    async fn carry(&self, lane: &Lane, answers: Vec<Settlement>, messages: Vec<Ready>) -> Vec<Settlement> {
        let mut leaving = self.address(lane, messages).await;
        if leaving.is_empty() {
            return answers;
        }
        let (started, now) = (Instant::now(), self.now());
        let departures = self.departures(&leaving, now);
        // The record is handed over first; while it is on its way to the disk there is time to write.
        let compose = async {
            leaving.iter_mut().for_each(|one| lane.provider.compose(&mut one.outgoing, now));
        };
        let (left, ()) = tokio::join!(self.collector.go_on(answers, departures), compose);
        let left: HashSet<_> = left.into_iter().collect();
        let leaving: Vec<_> = leaving.into_iter().filter(|one| left.contains(&one.attempt)).collect();
        if leaving.is_empty() {
            return Vec::new();
        }
        // A tenth of the patience is left over for clocks that differ between machines.
        let patience = self.config.answer - self.config.answer / 10;
        let gate = LeaseGate::new(self.services.clock(), started, now, patience);
        let (messages, outgoing): (Vec<_>, Vec<_>) =
            leaving.into_iter().map(|one| ((one.ready, one.attempt), one.outgoing)).unzip();
        let outcomes = lane.provider.send(&outgoing, self.now(), &gate).await;
        self.conclude(lane, &messages, &outgoing, &outcomes).await
    }

    /// Writes the messages for the provider under names of their own; what can never be sent goes back.
    async fn address(&self, lane: &Lane, messages: Vec<Ready>) -> Vec<Leaving> {
        let (mut leaving, mut backs) = (Vec::with_capacity(messages.len()), Vec::new());
        let ids = self.services.ids().next_ids(messages.len()).map(AttemptId::from_i64);
        for (ready, attempt) in messages.into_iter().zip(ids) {
            match ready.outgoing(attempt, &lane.mail_domain) {
                Ok(outgoing) => leaving.push(Leaving { ready, attempt, outgoing }),
                Err(reason) => backs.push(back(&ready, GivenBackAs::Skipped(reason))),
            }
        }
        self.collector.give_back(backs).await;
        leaving
    }

    fn departures(&self, leaving: &[Leaving], now: Timestamp) -> Vec<Departure> {
        let call = leaving.first().filter(|_| leaving.len() > 1).map(|first| first.attempt);
        let departure = |one: &Leaving| Departure {
            message: one.ready.claimed.message,
            fence: one.ready.claimed.fence,
            attempt: one.attempt,
            call,
            answer_by: now + self.config.answer,
            sha256: None,
        };
        leaving.iter().map(departure).collect()
    }

    async fn conclude(
        &self,
        lane: &Lane,
        messages: &[(Ready, AttemptId)],
        outgoing: &[Outgoing],
        outcomes: &[SendOutcome],
    ) -> Vec<Settlement> {
        let judge = Judge { config: &self.config, rng: self.rng.as_ref(), now: self.now() };
        let mut settlements = Vec::with_capacity(messages.len());
        let mut effects = Vec::new();
        for (place, (ready, attempt)) in messages.iter().enumerate() {
            // An adapter that answers too little leaves doubt, not silence.
            let silent = || providers::provider::ProviderFailure::unclear("no outcome").into();
            let outcome = outcomes.get(place).cloned().unwrap_or_else(silent);
            let (answer, effect) = judge.judge(&ready.claimed, &outcome);
            let named = lane.able.distinct_numbers.then(|| last10(&outgoing[place].recipient)).flatten();
            settlements.push(settlement(ready, *attempt, answer, &outcome, named));
            if effect != Effect::None {
                effects.push((effect, place, outcome));
            }
        }
        if effects.is_empty() {
            return settlements;
        }
        self.collector.settle(settlements).await;
        for (effect, place, outcome) in effects {
            self.take_effect(lane, effect, &messages[place].0, &outcome).await;
        }
        Vec::new()
    }
}

fn back(ready: &Ready, to: GivenBackAs) -> GiveBack {
    GiveBack { message: ready.claimed.message, fence: ready.claimed.fence, to }
}

fn settlement(
    ready: &Ready,
    attempt: AttemptId,
    answer: storage::ledger::Answer,
    outcome: &SendOutcome,
    last10: Option<String>,
) -> Settlement {
    let (provider_ref, code, text) = match outcome {
        SendOutcome::Accepted(accepted) => {
            (name(&accepted.provider_ref, last10), None, accepted.note.clone())
        }
        SendOutcome::Refused(failure) => (None, some(&failure.code), some(&failure.text)),
    };
    let (message, fence) = (ready.claimed.message, ready.claimed.fence);
    Settlement { message, fence, attempt, answer, provider_ref, code, text }
}

/// The provider's name of a message; where it names only jobs, with the number.
fn name(provider_ref: &str, last10: Option<String>) -> Option<String> {
    match (provider_ref, last10) {
        ("", _) => None,
        (job, Some(number)) => Some(format!("{job}/{number}")),
        (own, None) => Some(own.to_owned()),
    }
}

fn last10(recipient: &Recipient) -> Option<String> {
    let Recipient::Phone(number) = recipient else { return None };
    let digits = number.digits();
    digits.get(digits.len().checked_sub(10)?..).map(str::to_owned)
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
