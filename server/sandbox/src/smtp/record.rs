//! What the sink remembers of all its connections.

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::config::SmtpSinkConfig;
use super::journal::Journal;
use super::mailbox::Mailbox;
use crate::clock::micros;
use crate::sync::locked;
use crate::tally::Tally;

/// With more greylisted recipients all are forgotten; they are greylisted once more.
const MOST_GREYLISTED: usize = 10_000;

/// Figures of a sink since its start or its last `clear`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmtpReport {
    /// Messages answered with 250 after the final dot, or accepted and then cut or stalled by a rule.
    pub accepted: u64,
    /// Bytes of the accepted messages.
    pub bytes: u64,
    /// Different references among them.
    pub distinct: u64,
    /// Accepted messages beyond the first of each reference.
    pub duplicates: u64,
    /// Accepted messages that carried neither `X-Msg-Ref` nor Message-ID.
    pub unreferenced: u64,
    /// MAIL, RCPT and final dots answered with 4yz or 5yz.
    pub refused: u64,
    /// Connections open now.
    pub open_connections: usize,
    /// Most connections open at once.
    pub max_open_connections: usize,
    /// Connections taken.
    pub connections: u64,
    /// Arrival of the first MAIL FROM.
    pub first_mail: Option<Instant>,
    /// Moment of the last acceptance.
    pub last_accepted: Option<Instant>,
}

impl SmtpReport {
    /// First MAIL FROM to last 250: the span that a throughput is counted over.
    pub fn span(&self) -> Option<Duration> {
        Some(self.last_accepted?.saturating_duration_since(self.first_mail?))
    }
}

pub(super) struct Record {
    started: Instant,
    pub(super) references: Tally,
    pub(super) mailbox: Mailbox,
    journal: Option<Journal>,
    bytes: AtomicU64,
    unreferenced: AtomicU64,
    pub(super) refused: AtomicU64,
    queued: AtomicU64,
    open: AtomicUsize,
    max_open: AtomicUsize,
    connections: AtomicU64,
    /// Nanoseconds after `started`; `u64::MAX` and 0 before anything came.
    first_mail: AtomicU64,
    last_accepted: AtomicU64,
    greylisted: Mutex<HashSet<String>>,
    logins: Mutex<HashMap<String, u32>>,
    sent_by_user: Mutex<HashMap<String, u64>>,
    pub(super) slow_greeting: AtomicBool,
}

impl Record {
    pub(super) fn new(config: &SmtpSinkConfig) -> io::Result<Self> {
        Ok(Self {
            started: Instant::now(),
            references: Tally::new(config.memory),
            mailbox: Mailbox::new(config.keep_bodies, config.keep_bytes),
            journal: config.journal.as_deref().map(Journal::open).transpose()?,
            bytes: AtomicU64::new(0),
            unreferenced: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            queued: AtomicU64::new(0),
            open: AtomicUsize::new(0),
            max_open: AtomicUsize::new(0),
            connections: AtomicU64::new(0),
            first_mail: AtomicU64::new(u64::MAX),
            last_accepted: AtomicU64::new(0),
            greylisted: Mutex::default(),
            logins: Mutex::default(),
            sent_by_user: Mutex::default(),
            slow_greeting: AtomicBool::new(false),
        })
    }

    /// Counts a connection and returns how many are open with it.
    pub(super) fn opened(&self) -> usize {
        self.connections.fetch_add(1, Relaxed);
        let open = self.open.fetch_add(1, Relaxed) + 1;
        self.max_open.fetch_max(open, Relaxed);
        open
    }

    pub(super) fn closed(&self) {
        self.open.fetch_sub(1, Relaxed);
    }

    pub(super) fn mail_arrived(&self, at: Instant) {
        self.first_mail.fetch_min(self.nanos(at), Relaxed);
    }

    /// Counts an accepted message, and writes it to the journal, before its 250 may leave.
    pub(super) fn accepted(&self, reference: &str, mail_at: Instant, bytes: usize) -> io::Result<()> {
        let now = Instant::now();
        if let Some(journal) = &self.journal {
            let wall = SystemTime::now() - now.saturating_duration_since(mail_at);
            let unix = wall.duration_since(UNIX_EPOCH).map_or(0, micros);
            journal.append(reference, unix)?;
        }
        if reference.is_empty() {
            self.unreferenced.fetch_add(1, Relaxed);
        } else {
            self.references.add(reference, mail_at, now);
        }
        self.bytes.fetch_add(bytes as u64, Relaxed);
        self.last_accepted.fetch_max(self.nanos(now), Relaxed);
        Ok(())
    }

    /// Numbers for `queued as …`, unique in this sink.
    pub(super) fn next_queue_id(&self) -> u64 {
        self.queued.fetch_add(1, Relaxed) + 1
    }

    /// Whether this recipient was greylisted before; from now on it was.
    pub(super) fn was_greylisted(&self, recipient: &str) -> bool {
        let mut greylisted = locked(&self.greylisted);
        if greylisted.len() >= MOST_GREYLISTED {
            greylisted.clear();
        }
        !greylisted.insert(recipient.to_owned())
    }

    pub(super) fn log_in(&self, user: &str) -> u32 {
        let mut logins = locked(&self.logins);
        let count = logins.entry(user.to_owned()).or_default();
        *count += 1;
        *count
    }

    pub(super) fn log_out(&self, user: &str) {
        if let Some(count) = locked(&self.logins).get_mut(user) {
            *count = count.saturating_sub(1);
        }
    }

    pub(super) fn sent_by(&self, user: &str) -> u64 {
        locked(&self.sent_by_user).get(user).copied().unwrap_or(0)
    }

    pub(super) fn count_sent_by(&self, user: &str) {
        *locked(&self.sent_by_user).entry(user.to_owned()).or_default() += 1;
    }

    pub(super) fn report(&self) -> SmtpReport {
        let (first, last) = (self.first_mail.load(Relaxed), self.last_accepted.load(Relaxed));
        let (referenced, duplicates) = (self.references.total(), self.references.repeats());
        let unreferenced = self.unreferenced.load(Relaxed);
        SmtpReport {
            accepted: referenced + unreferenced,
            bytes: self.bytes.load(Relaxed),
            distinct: referenced - duplicates,
            duplicates,
            unreferenced,
            refused: self.refused.load(Relaxed),
            open_connections: self.open.load(Relaxed),
            max_open_connections: self.max_open.load(Relaxed),
            connections: self.connections.load(Relaxed),
            first_mail: (first != u64::MAX).then(|| self.instant(first)),
            last_accepted: (last != 0).then(|| self.instant(last)),
        }
    }

    pub(super) fn clear(&self) {
        self.references.clear();
        self.mailbox.clear();
        for counter in [&self.bytes, &self.unreferenced, &self.refused, &self.last_accepted] {
            counter.store(0, Relaxed);
        }
        self.first_mail.store(u64::MAX, Relaxed);
        self.connections.store(self.open.load(Relaxed) as u64, Relaxed);
        self.max_open.store(self.open.load(Relaxed), Relaxed);
        locked(&self.greylisted).clear();
        locked(&self.sent_by_user).clear();
    }

    fn nanos(&self, at: Instant) -> u64 {
        at.saturating_duration_since(self.started).as_nanos() as u64
    }

    fn instant(&self, nanos: u64) -> Instant {
        self.started + Duration::from_nanos(nanos)
    }
}
