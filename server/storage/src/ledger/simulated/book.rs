use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::id::{AttemptId, CompanyId, ContentId, EventId, MessageId};
use domain::message::{Cause, State};
use domain::time::Timestamp;
use domain::topic::Topic;

use crate::error::StorageError;
use crate::ids::Ids;
use crate::ledger::decide::may_begin;
use crate::ledger::flags::Flags;
use crate::ledger::history::{AttemptView, EventView};
use crate::ledger::planning::{Content, NewMessage, Planned, SendKey};
use crate::ledger::reason::Reason;
use crate::ledger::reporting::Report;
use crate::ledger::signals::Change;
use crate::ledger::standing::{Move, Standing};

/// A message with its history.
#[derive(Debug)]
pub(super) struct Line {
    pub new: NewMessage,
    pub at: Standing,
    pub events: Vec<EventView>,
}

/// A report that waits for its message.
#[derive(Debug)]
pub(super) struct Waiting {
    pub report: Report,
    pub tries: u32,
    pub next_try_at: Timestamp,
    pub received_at: Timestamp,
}

/// A process.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub holder: i64,
    pub leased_until: Timestamp,
    pub latest: Timestamp,
}

/// All the ledger knows.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub lines: BTreeMap<MessageId, Line>,
    pub attempts: BTreeMap<AttemptId, (MessageId, AttemptView)>,
    pub contents: BTreeMap<ContentId, (CompanyId, Content)>,
    pub waiting: Vec<Waiting>,
    pub nodes: BTreeMap<u16, Node>,
    keys: HashMap<(CompanyId, SendKey), MessageId>,
    changes: BTreeSet<Change>,
    moved: Vec<(CompanyId, MessageId)>,
    has_queued: bool,
}

impl Book {
    pub fn plan(
        &mut self,
        ids: &Ids,
        now: Timestamp,
        batch: Vec<NewMessage>,
    ) -> Result<Vec<Planned>, StorageError> {
        if batch.iter().any(|new| !may_begin(new.state, new.account.is_some())) {
            return Err(StorageError::Conflict("a queued message needs an account"));
        }
        Ok(batch.into_iter().map(|new| self.plan_one(ids, now, new)).collect())
    }

    fn plan_one(&mut self, ids: &Ids, now: Timestamp, new: NewMessage) -> Planned {
        let key = (new.company, new.key.clone());
        if let Some(message) = self.keys.get(&key) {
            return Planned { message: *message, is_new: false };
        }
        let message = MessageId::from_i64(ids.next_id());
        self.keys.insert(key, message);
        let at = first_standing(message, &new, now);
        let event = EventView {
            reason: new.state.reason(),
            actor: new.created_by,
            ..blank_event(ids, now, None, at.state, Cause::Planned)
        };
        self.noticed(None, &at);
        self.lines.insert(message, Line { new, at, events: vec![event] });
        Planned { message, is_new: true }
    }

    pub fn standing(&self, message: MessageId) -> Option<Standing> {
        self.lines.get(&message).map(|line| line.at)
    }

    pub fn apply(&mut self, ids: &Ids, step: &Move) {
        self.moved.push((step.after.company, step.after.id));
        if step.moves() {
            self.noticed(Some(step.before.state), &step.after);
        }
        if let Some(line) = self.lines.get_mut(&step.after.id) {
            line.at = step.after;
            line.events.push(event(ids, step));
        }
    }

    fn noticed(&mut self, from: Option<State>, at: &Standing) {
        let is_held = from == Some(State::Held) || at.state == State::Held;
        let holder = at.account.filter(|_| is_held);
        let topics = [Some(Topic::Messages), at.campaign.map(Topic::Campaign), holder.map(Topic::Account)];
        let company = at.company;
        self.changes.extend(topics.into_iter().flatten().map(|topic| Change { company, topic }));
        self.has_queued |= at.state == State::Queued;
    }

    pub fn take_changes(&mut self) -> (BTreeSet<Change>, Vec<(CompanyId, MessageId)>, bool) {
        let (changes, moved) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.moved));
        (changes, moved, std::mem::take(&mut self.has_queued))
    }
}

fn first_standing(id: MessageId, new: &NewMessage, now: Timestamp) -> Standing {
    Standing {
        id,
        company: new.company,
        campaign: new.campaign,
        channel: new.channel,
        purpose: new.purpose,
        expires_at: new.expires_at,
        cost: new.cost,
        author: new.created_by,
        account: new.account,
        state: new.state.state(),
        reason: new.state.reason().map(Reason::code),
        flags: Flags::NONE,
        attempts: 0,
        fence: 0,
        attempt: None,
        due_at: new.due_at,
        lease_until: None,
        node: None,
        changed_at: now,
    }
}

fn blank_event(ids: &Ids, at: Timestamp, from: Option<State>, to: State, cause: Cause) -> EventView {
    EventView {
        id: EventId::from_i64(ids.next_id()),
        at,
        from,
        to,
        cause,
        reason: None,
        reported: None,
        flags: Flags::NONE,
        attempt: None,
        actor: None,
        code: None,
        text: None,
    }
}

fn event(ids: &Ids, step: &Move) -> EventView {
    let (note, to) = (&step.note, step.after.state);
    EventView {
        reason: note.reason.and_then(|code| Reason::of(to, code)),
        reported: note.reported,
        flags: note.flags,
        attempt: note.attempt,
        actor: note.actor,
        code: note.code.clone(),
        text: note.text.clone(),
        ..blank_event(ids, note.at, Some(step.before.state), to, note.cause)
    }
}
