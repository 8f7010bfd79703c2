//! Everything the stand-in remembers.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, RwLock};

use serde::Serialize;

use super::config::GraphConfig;
use super::ids::Ids;
use super::media::MediaStore;
use super::modes::Modes;
use super::own_numbers::OwnNumbers;
use super::templates::Templates;
use super::users::Users;
use super::webhooks::{Callbacks, Event};
use crate::clock::SandboxClock;
use crate::faults::Faults;
use crate::http::webhook_client;
use crate::sync::locked;
use crate::tally::Tally;
use crate::timeline::Timeline;

/// Figures of the stand-in since its start or its last `clear`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GraphReport {
    /// Messages accepted.
    pub accepted: u64,
    /// Messages refused.
    pub refused: u64,
    /// Different recipients.
    pub distinct_recipients: u64,
    /// Different `biz_opaque_callback_data`.
    pub distinct_references: u64,
    /// Messages beyond the first with each `biz_opaque_callback_data`.
    pub reference_repeats: u64,
    /// Statuses told, POSTs made for all webhooks, and those of them that were not taken.
    pub statuses: u64,
    pub webhooks: u64,
    pub webhook_failures: u64,
    /// Webhooks that are still to come.
    pub pending_events: usize,
}

/// An accepted message, kept for a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptedMessage {
    pub wamid: String,
    /// Digits, or a business-scoped user id.
    pub to: String,
    /// `type` of the message.
    pub kind: String,
    /// Name of its template.
    pub template: Option<String>,
    pub callback_data: String,
}

pub(super) struct State {
    pub(super) config: GraphConfig,
    pub(super) clock: SandboxClock,
    /// `http://127.0.0.1:port`.
    pub(super) base_url: String,
    pub(super) ids: Ids,
    pub(super) templates: Templates,
    pub(super) users: Users,
    pub(super) media: MediaStore,
    pub(super) callbacks: Callbacks,
    pub(super) events: Timeline<Event>,
    pub(super) modes: RwLock<Modes>,
    pub(super) faults: Arc<Faults>,
    /// Every `biz_opaque_callback_data` that was accepted.
    pub(super) references: Tally,
    pub(super) recipients: Tally,
    pub(super) numbers: OwnNumbers,
    pub(super) client: reqwest::Client,
    pub(super) counters: Counters,
    kept: Mutex<VecDeque<AcceptedMessage>>,
}

#[derive(Default)]
pub(super) struct Counters {
    pub(super) accepted: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) statuses: AtomicU64,
    pub(super) webhooks: AtomicU64,
    pub(super) webhook_failures: AtomicU64,
}

impl State {
    pub(super) fn new(config: GraphConfig, clock: SandboxClock, base_url: String) -> io::Result<Self> {
        let ids = Ids::default();
        Ok(Self {
            templates: Templates::with_demo(&ids),
            ids,
            base_url,
            users: Users::default(),
            media: MediaStore::default(),
            callbacks: Callbacks::new(config.callback_url.clone(), config.subscribed),
            events: Timeline::new(clock.clone()),
            clock,
            modes: RwLock::new(config.modes.clone()),
            faults: Arc::default(),
            references: Tally::new(config.memory),
            recipients: Tally::new(config.memory),
            numbers: OwnNumbers::new(&config.numbers, config.throughput),
            client: webhook_client()?,
            counters: Counters::default(),
            kept: Mutex::default(),
            config,
        })
    }

    /// Keeps a message, if messages are kept at all.
    pub(super) fn keep(&self, message: impl FnOnce() -> AcceptedMessage) {
        if self.config.keep_messages == 0 {
            return;
        }
        let mut kept = locked(&self.kept);
        kept.push_back(message());
        if kept.len() > self.config.keep_messages {
            kept.pop_front();
        }
    }

    pub(super) fn kept(&self) -> Vec<AcceptedMessage> {
        locked(&self.kept).iter().cloned().collect()
    }

    pub(super) fn report(&self) -> GraphReport {
        let (counters, references, recipients) = (&self.counters, &self.references, &self.recipients);
        GraphReport {
            accepted: counters.accepted.load(Relaxed),
            refused: counters.refused.load(Relaxed),
            distinct_recipients: recipients.total() - recipients.repeats(),
            distinct_references: references.total() - references.repeats(),
            reference_repeats: references.repeats(),
            statuses: counters.statuses.load(Relaxed),
            webhooks: counters.webhooks.load(Relaxed),
            webhook_failures: counters.webhook_failures.load(Relaxed),
            pending_events: self.events.len(),
        }
    }

    pub(super) fn clear(&self) {
        self.references.clear();
        self.recipients.clear();
        locked(&self.kept).clear();
        let counters = &self.counters;
        let all = [&counters.accepted, &counters.refused, &counters.statuses, &counters.webhooks];
        all.into_iter().chain([&counters.webhook_failures]).for_each(|counter| counter.store(0, Relaxed));
    }
}
