use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::company::CompanyMode;
use domain::id::{AccountId, CompanyId};
use domain::message::Channel;
use domain::provider_accounts::PauseReason;
use domain::time::Timestamp;
use providers::provider::{Capabilities, Limit, Provider};
use storage::provider_accounts::AccountStamp;

use super::asking::Asking;
use super::balance::BalanceClock;
use super::doubt::Questions;
use super::flow::Flow;
use super::pace::Pace;
use super::ready::Ready;
use super::reports::{Pulls, Telling};
use super::spacing::Spacing;

/// Waits after failures to reach a provider: doubled each time, up to a minute.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// One account at work in this process: its provider, its pace, and what waits for a connection.
pub(super) struct Lane {
    pub id: AccountId,
    pub company: CompanyId,
    pub channel: Channel,
    pub mode: CompanyMode,
    /// The part after the `@` of Message-IDs.
    pub mail_domain: String,
    pub stamp: AccountStamp,
    pub provider: Arc<dyn Provider>,
    pub able: Capabilities,
    state: Mutex<LaneState>,
    /// `None` where the provider is not asked for reports.
    pulls: Option<Mutex<Pulls>>,
    telling: Mutex<Telling>,
    inbox: Mutex<Inbox>,
    questions: Mutex<Questions>,
    balance: Mutex<BalanceClock>,
    pub asking: Asking,
    /// Why the account was paused when the lane was opened; such a lane sends nothing.
    pause: Option<PauseReason>,
}

struct LaneState {
    queue: VecDeque<Ready>,
    workers: u32,
    /// Nothing more leaves: the account was paused, changed or removed, or the process ends.
    stopped: bool,
    wait_until: Option<Timestamp>,
    /// Failures to reach the provider in a row.
    unreached: u32,
    pace: Option<Pace>,
    spacing: Spacing,
    flow: Flow,
}

#[derive(Default)]
struct Inbox {
    read: Option<Timestamp>,
    /// The provider said that there is something in it.
    has_news: bool,
}

/// What a lane is made of.
pub(super) struct LaneParts {
    pub id: AccountId,
    pub company: CompanyId,
    pub channel: Channel,
    pub mode: CompanyMode,
    pub mail_domain: String,
    pub stamp: AccountStamp,
    pub provider: Arc<dyn Provider>,
    pub rate: Option<Limit>,
    pub throttled_until: Option<Timestamp>,
    /// When its balance was last read.
    pub balance_at: Option<Timestamp>,
    /// How many times faster than documented reports are asked for.
    pub faster: u32,
    pub pause: Option<PauseReason>,
}

/// What a worker does next.
#[derive(Debug, Default)]
pub(super) struct NextCall {
    pub messages: Vec<Ready>,
    /// What may not leave yet, with the time when it may.
    pub too_early: Vec<(Ready, Timestamp)>,
}

impl Lane {
    pub fn new(parts: LaneParts) -> Self {
        let able = parts.provider.capabilities();
        let state = LaneState {
            queue: VecDeque::new(),
            workers: 0,
            stopped: parts.pause.is_some(),
            wait_until: parts.throttled_until,
            unreached: 0,
            pace: parts.rate.or(able.rate).map(Pace::new),
            spacing: Spacing::new(able.per_recipient),
            flow: Flow::default(),
        };
        let balance = Mutex::new(BalanceClock::read_at(parts.balance_at));
        let LaneParts { id, company, channel, mode, mail_domain, stamp, provider, faster, pause, .. } = parts;
        let pulls = able.pull.map(|schedule| Mutex::new(Pulls::new(schedule.faster(faster))));
        let state = Mutex::new(state);
        let registers = able.push.is_some_and(|push| push.registers);
        let telling = Mutex::new(Telling::first(registers));
        Self {
            id,
            company,
            channel,
            mode,
            mail_domain,
            stamp,
            provider,
            able,
            state,
            pulls,
            telling,
            inbox: Mutex::default(),
            questions: Mutex::default(),
            balance,
            asking: Asking::default(),
            pause,
        }
    }

    /// How many messages it may claim now.
    pub fn room(&self, now: Timestamp) -> u32 {
        let state = &mut *self.state();
        if state.stopped || state.wait_until.is_some_and(|until| until > now) {
            return 0;
        }
        let batch = self.able.batch.max(1);
        let depth = state.flow.depth(self.able.concurrency.max(1).saturating_mul(batch));
        let waiting = u32::try_from(state.queue.len()).unwrap_or(u32::MAX);
        let calls = state.pace.as_mut().map_or(u32::MAX, |pace| pace.available(now));
        // What waits here has no grant yet.
        depth.min(calls.saturating_mul(batch)).saturating_sub(waiting)
    }

    /// Takes messages in, those of a higher priority before others; says how many further workers they need.
    pub fn enqueue(&self, messages: Vec<Ready>) -> u32 {
        let state = &mut *self.state();
        for message in messages {
            let priority = message.claimed.purpose.priority();
            let place = state.queue.partition_point(|other| other.claimed.purpose.priority() <= priority);
            state.queue.insert(place, message);
        }
        let batch = self.able.batch.max(1) as usize;
        let calls = u32::try_from(state.queue.len().div_ceil(batch)).unwrap_or(u32::MAX);
        let wanted = self.able.concurrency.max(1).min(calls).saturating_sub(state.workers);
        state.workers += wanted;
        wanted
    }

    /// The next call of a worker; `None` ends the worker.
    pub fn next_call(&self, now: Timestamp) -> Option<NextCall> {
        let state = &mut *self.state();
        let waits = state.wait_until.filter(|until| *until > now);
        if state.stopped || waits.is_some() {
            return Self::give_up(state, waits.unwrap_or(now));
        }
        let mut next = state.fill(&self.able, now);
        if next.messages.is_empty() && next.too_early.is_empty() {
            state.workers -= 1;
            return None;
        }
        if !next.messages.is_empty()
            && let Some(pace) = &mut state.pace
            && let Err(when) = pace.take(now)
        {
            next.too_early.extend(std::mem::take(&mut next.messages).into_iter().map(|one| (one, when)));
        }
        state.flow.count(next.messages.len());
        Some(next)
    }

    /// A worker ended without being let go.
    pub fn lost_worker(&self) {
        self.state().workers -= 1;
    }

    /// Everything that waits goes back; the worker ends when nothing does.
    fn give_up(state: &mut LaneState, until: Timestamp) -> Option<NextCall> {
        if state.queue.is_empty() {
            state.workers -= 1;
            return None;
        }
        let too_early = state.queue.drain(..).map(|one| (one, until)).collect();
        Some(NextCall { messages: Vec::new(), too_early })
    }

    /// Whether its queue is low enough for another claim to be worthwhile.
    pub fn runs_low(&self) -> bool {
        let state = &mut *self.state();
        let least = self.able.concurrency.max(1).saturating_mul(self.able.batch.max(1));
        state.queue.len() <= (state.flow.depth(least) / 2) as usize
    }

    /// Lets nothing more leave; what waits here goes back to the queue.
    pub fn stop(&self) {
        self.state().stopped = true;
    }

    pub fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    /// The provider wants to hear nothing until then.
    pub fn throttle(&self, until: Timestamp) {
        let state = &mut *self.state();
        state.wait_until = state.wait_until.max(Some(until));
    }

    /// The provider could not be reached; the next try waits.
    pub fn unreached(&self, now: Timestamp) {
        let state = &mut *self.state();
        if state.wait_until.is_some_and(|until| until > now) {
            return;
        }
        let pause = FIRST_PAUSE.saturating_mul(2u32.saturating_pow(state.unreached.min(16)));
        state.unreached += 1;
        state.wait_until = Some(now + pause.min(LONGEST_PAUSE));
    }

    /// The provider took a message.
    pub fn works(&self) {
        self.state().unreached = 0;
        self.balance(BalanceClock::spend);
    }

    /// Works with when its balance was read.
    pub fn balance<T>(&self, work: impl FnOnce(&mut BalanceClock) -> T) -> T {
        work(&mut self.balance.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Goes on where the lane before it stood, which had the same account with other settings.
    pub fn succeed(&self, before: &Self) {
        if before.able.rate == self.able.rate {
            let pace = before.state().pace.clone();
            self.state().pace = pace;
        }
    }

    /// Works with the schedule of its reports, if it has one.
    pub fn pulls<T>(&self, work: impl FnOnce(&mut Pulls) -> T) -> Option<T> {
        let pulls = self.pulls.as_ref()?;
        Some(work(&mut pulls.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Whether its provider can be asked anything: not with credentials or settings that it refused.
    pub fn answers(&self) -> bool {
        !matches!(self.pause, Some(PauseReason::Credentials | PauseReason::Settings | PauseReason::Sealed))
    }

    /// Works with what was asked about doubts.
    pub fn questions<T>(&self, work: impl FnOnce(&mut Questions) -> T) -> T {
        work(&mut self.questions.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How its provider was told so far where to call, when it is time to tell it.
    pub fn telling_due(&self, now: Timestamp) -> Option<Telling> {
        let telling = *self.telling.lock().unwrap_or_else(PoisonError::into_inner);
        (telling.at.is_some_and(|at| at <= now) && !self.is_stopped()).then_some(telling)
    }

    pub fn told(&self, telling: Telling) {
        *self.telling.lock().unwrap_or_else(PoisonError::into_inner) = telling;
    }

    /// Whether the inbox was not read for so long, or has something in it.
    pub fn inbox_is_due(&self, now: Timestamp, every: Duration) -> bool {
        let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.has_news || inbox.read.is_none_or(|last| last + every <= now)
    }

    /// Has the inbox read at the next look.
    pub fn hurry_inbox(&self) {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner).has_news = true;
    }

    /// Notes that the inbox is read now; answers when it was read before.
    pub fn inbox_read(&self, now: Timestamp) -> Option<Timestamp> {
        let inbox = &mut *self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.has_news = false;
        inbox.read.replace(now)
    }

    fn state(&self) -> MutexGuard<'_, LaneState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LaneState {
    /// Takes messages for one call: no number twice where the provider reports by number, and nobody
    /// more often than the provider wants.
    fn fill(&mut self, able: &Capabilities, now: Timestamp) -> NextCall {
        let mut next = NextCall::default();
        let (mut seen, mut again) = (HashSet::new(), Vec::new());
        while next.messages.len() < able.batch.max(1) as usize
            && let Some(message) = self.queue.pop_front()
        {
            if able.distinct_numbers && !seen.insert(message.body.recipient.clone()) {
                again.push(message);
            } else if let Err(when) = self.spacing.take(&message.body.recipient, now) {
                next.too_early.push((message, when));
            } else {
                next.messages.push(message);
            }
        }
        for message in again.into_iter().rev() {
            self.queue.push_front(message);
        }
        next
    }
}
