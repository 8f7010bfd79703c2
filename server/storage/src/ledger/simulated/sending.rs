use std::time::Duration;

use domain::id::{AccountId, AttemptId, MessageId};
use domain::message::{Cause, Purpose, State};
use domain::time::Timestamp;

use super::book::{Book, Node};
use crate::error::StorageError;
use crate::ids::{Ids, LAST_NODE};
use crate::ledger::decide;
use crate::ledger::history::AttemptView;
use crate::ledger::sending::{
    AccountRoom, ClaimOrder, Claimed, Departure, Ended, GiveBack, NodeLease, Recovered, Settled, Settlement,
};
use crate::ledger::shares::fair_shares;
use crate::ledger::standing::{Move, Note, Standing};

/// As in the SQL ledger: how many rows one claim looks at for each it wants.
const LOOKS: u32 = 4;

impl Book {
    pub fn claim(&mut self, ids: &Ids, now: Timestamp, mut order: ClaimOrder, turn: usize) -> Vec<Claimed> {
        let mut claimed: Vec<Claimed> = Vec::new();
        let mut looks = order.limit.saturating_mul(LOOKS);
        for purpose in Purpose::ALL {
            let mut open = self.open(now, *purpose, &order.accounts);
            loop {
                let rooms: Vec<_> = open.iter().map(|place| order.accounts[*place]).collect();
                let left = order.limit - u32::try_from(claimed.len()).unwrap_or(order.limit);
                let shares = fair_shares(left.min(looks), &rooms, |company| order.room_of(company), turn);
                if shares.iter().all(|share| *share == 0) {
                    break;
                }
                let mut more = Vec::new();
                for (place, share) in open.into_iter().zip(shares) {
                    looks -= share;
                    let due = self.due(now, *purpose, order.accounts[place].account);
                    let is_full = due.len() >= share as usize;
                    let taken = self.lease(ids, now, &order, place, due.into_iter().take(share as usize));
                    order.take(place, u32::try_from(taken.len()).unwrap_or(share));
                    claimed.extend(taken);
                    more.extend(is_full.then_some(place));
                }
                open = more;
            }
        }
        claimed
    }

    fn open(&self, now: Timestamp, purpose: Purpose, accounts: &[AccountRoom]) -> Vec<usize> {
        let waits = |place: &usize| !self.due(now, purpose, accounts[*place].account).is_empty();
        (0..accounts.len()).filter(waits).collect()
    }

    fn due(&self, now: Timestamp, purpose: Purpose, account: AccountId) -> Vec<Standing> {
        let waits = |at: &&Standing| {
            at.state == State::Queued
                && at.account == Some(account)
                && at.purpose == purpose
                && at.due_at <= now
        };
        let mut due: Vec<_> = self.lines.values().map(|line| &line.at).filter(waits).copied().collect();
        due.sort_by_key(|at| (at.due_at, at.id));
        due
    }

    fn lease(
        &mut self,
        ids: &Ids,
        now: Timestamp,
        order: &ClaimOrder,
        place: usize,
        due: impl Iterator<Item = Standing>,
    ) -> Vec<Claimed> {
        let mut leased = Vec::new();
        let account = order.accounts[place].account;
        for at in due {
            let to = if at.has_expired(now) { State::Expired } else { State::Leased };
            let cause = if to == State::Expired { Cause::ValidityOver } else { Cause::Claimed };
            let Some(mut step) = Move::to(at, to, Note::new(cause, now)) else { continue };
            step.after.fence += 1;
            if to == State::Leased {
                step.after.lease_until = Some(order.until);
                step.after.node = i16::try_from(order.node).ok();
                leased.extend(self.claimed(&step.after, account, order.until));
            }
            self.apply(ids, &step);
        }
        leased
    }

    fn claimed(&self, at: &Standing, account: AccountId, until: Timestamp) -> Option<Claimed> {
        let new = &self.lines.get(&at.id)?.new;
        Some(Claimed {
            message: at.id,
            company: at.company,
            account,
            channel: at.channel,
            purpose: at.purpose,
            class: new.class,
            fence: at.fence,
            attempts: at.attempts,
            due_at: at.due_at,
            expires_at: at.expires_at,
            until,
            contact: new.contact,
            address: new.address,
            campaign: at.campaign,
            resend_of: new.resend_of,
        })
    }

    pub fn put_on_wire(&mut self, ids: &Ids, now: Timestamp, departures: Vec<Departure>) -> Vec<AttemptId> {
        departures.into_iter().filter_map(|leaving| self.depart(ids, now, &leaving)).collect()
    }

    fn depart(&mut self, ids: &Ids, now: Timestamp, leaving: &Departure) -> Option<AttemptId> {
        let at = self.standing(leaving.message)?;
        let holds = at.state == State::Leased
            && at.fence == leaving.fence
            && at.lease_until.is_some_and(|end| end > now)
            && !at.has_expired(now);
        let note = Note { attempt: Some(leaving.attempt), ..Note::new(Cause::Departed, now) };
        let mut step = Move::to(at, State::OnWire, note).filter(|_| holds)?;
        step.after.attempt = Some(leaving.attempt);
        step.after.attempts += 1;
        step.after.lease_until = Some(leaving.answer_by);
        self.apply(ids, &step);
        let view = AttemptView {
            id: leaving.attempt,
            account: at.account?,
            call: leaving.call,
            started_at: now,
            finished_at: None,
            outcome: None,
            provider_ref: None,
            sha256: leaving.sha256.map(|hash| hash.to_vec()),
        };
        self.attempts.insert(leaving.attempt, (leaving.message, view));
        Some(leaving.attempt)
    }

    pub fn settle(&mut self, ids: &Ids, now: Timestamp, settlement: &Settlement) -> Settled {
        if let Some((message, attempt)) = self.attempts.get_mut(&settlement.attempt)
            && *message == settlement.message
        {
            attempt.finished_at = Some(now);
            attempt.outcome = Some(settlement.answer.state());
            attempt.provider_ref = settlement.provider_ref.clone().or(attempt.provider_ref.take());
        }
        let message = settlement.message;
        let Some(at) = self.standing(message) else {
            return Settled { message, state: None, moved: false };
        };
        let step = decide::settle(at, settlement, now);
        self.apply(ids, &step);
        Settled { message, state: Some(step.after.state), moved: step.moves() }
    }

    /// Keeps what the provider calls an attempt, unless it has been told before.
    pub fn name_attempt(&mut self, attempt: AttemptId, name: Option<&str>) {
        if let Some((_, attempt)) = self.attempts.get_mut(&attempt) {
            attempt.provider_ref = attempt.provider_ref.take().or_else(|| name.map(str::to_owned));
        }
    }

    pub fn give_back(&mut self, ids: &Ids, now: Timestamp, back: &GiveBack) -> bool {
        let step = self.standing(back.message).and_then(|at| decide::give_back(at, back, now));
        step.inspect(|step| self.apply(ids, step)).is_some()
    }

    pub fn recover(&mut self, ids: &Ids, now: Timestamp, limit: u32) -> Recovered {
        let mut recovered = Recovered::default();
        for (at, gone) in self.lost(now).into_iter().take(limit as usize) {
            let Some(step) = decide::recover(at, gone, now) else { continue };
            self.apply(ids, &step);
            match step.after.state {
                State::Queued => recovered.queued.push(at.id),
                _ => recovered.in_doubt.push(at.id),
            }
        }
        recovered
    }

    fn lost(&self, now: Timestamp) -> Vec<(Standing, bool)> {
        let lives = |at: &Standing| {
            let node = at.node.and_then(|node| u16::try_from(node).ok());
            node.and_then(|node| self.nodes.get(&node)).is_some_and(|node| node.leased_until > now)
        };
        let held = self.lines.values().map(|line| line.at).filter(|at| at.lease_until.is_some());
        let judged = held.map(|at| (at, !lives(&at)));
        judged.filter(|(at, gone)| *gone || at.lease_until.is_some_and(|end| end <= now)).collect()
    }

    pub fn take_node(
        &mut self,
        now: Timestamp,
        holder: i64,
        until: Timestamp,
        ended: &Ended,
    ) -> Result<NodeLease, StorageError> {
        let last = self.nodes.values().map(|node| node.leased_until).max();
        let idle_since = last.filter(|last| *last <= now);
        let has_ended = |node: &&mut Node| match ended {
            Ended::Nobody => false,
            Ended::Everybody => true,
            Ended::These(holders) => holders.contains(&node.holder),
        };
        let gone = self.nodes.values_mut().filter(has_ended);
        gone.for_each(|node| node.leased_until = node.leased_until.min(now));
        let node = self.free_node(now).ok_or(StorageError::Conflict("all node numbers are taken"))?;
        let latest = self.nodes.get(&node).map(|node| node.latest);
        self.nodes.insert(node, Node { holder, leased_until: until, latest: latest.unwrap_or(now) });
        let not_before = latest.map(|latest| latest + Duration::from_secs(60));
        let ids_not_before = not_before.unwrap_or(Timestamp::EPOCH);
        Ok(NodeLease { node, holder, ids_not_before, idle_since })
    }

    fn free_node(&self, now: Timestamp) -> Option<u16> {
        let in_hand = |node: u16| self.lines.values().any(|line| line.at.node == i16::try_from(node).ok());
        let unused = (0..=LAST_NODE).find(|node| !self.nodes.contains_key(node) && !in_hand(*node));
        let free = self.nodes.iter().filter(|(id, node)| node.leased_until <= now && !in_hand(**id));
        unused.or_else(|| free.min_by_key(|(_, node)| node.leased_until).map(|(id, _)| *id))
    }

    pub fn renew_node(&mut self, lease: NodeLease, until: Timestamp, latest: Timestamp) -> bool {
        let own = self.nodes.get_mut(&lease.node).filter(|node| node.holder == lease.holder);
        own.map(|node| (node.leased_until, node.latest) = (until, latest)).is_some()
    }

    /// Moves these messages as `decide` says; returns those that moved.
    pub fn move_all(
        &mut self,
        ids: &Ids,
        messages: Vec<MessageId>,
        decide: impl Fn(Standing) -> Option<Move>,
    ) -> Vec<MessageId> {
        let mut moved = Vec::new();
        for message in messages {
            if let Some(step) = self.standing(message).and_then(&decide) {
                self.apply(ids, &step);
                moved.push(message);
            }
        }
        moved
    }
}
