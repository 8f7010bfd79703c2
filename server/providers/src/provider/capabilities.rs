use std::time::Duration;

/// What a provider can do and how fast: defaults of the documentation, adjusted by the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Messages that one call takes; 1 where a call is a message.
    pub batch: u32,
    /// One job must not hold the same number twice, since reports are per number.
    pub distinct_numbers: bool,
    /// All messages of a call share sender name, encoding, İYS filter and validity.
    pub uniform_batch: bool,
    /// Calls (or connections) at once.
    pub concurrency: u32,
    /// Messages, or calls where a call takes many, in any window of the span.
    pub rate: Option<Limit>,
    /// Messages to one recipient in any window of the span.
    pub per_recipient: Option<Limit>,
    pub pull: Option<PullSchedule>,
    pub push: Option<Push>,
    /// The provider takes our reference and gives it back in reports.
    pub returns_reference: bool,
    pub balance: bool,
    pub sender_names: bool,
    pub templates: bool,
    pub inbound: bool,
    /// Without progress for so long, a message counts as expired.
    pub validity: Duration,
}

/// At most `count` in any window of `per`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub count: u32,
    pub per: Duration,
}

impl Limit {
    #[must_use]
    pub const fn new(count: u32, per: Duration) -> Self {
        Self { count, per }
    }
}

/// How reports are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullSchedule {
    /// The first time so long after sending.
    pub first_after: Duration,
    /// Then at this distance.
    pub every: Duration,
    pub calls: Limit,
    /// Provider references that one query takes.
    pub refs: u32,
    /// Reports one call answers with, at most.
    pub rows: u32,
    /// Older reports are gone.
    pub history: Duration,
}

impl PullSchedule {
    /// The same schedule in a time that runs `factor` times as fast.
    #[must_use]
    pub fn faster(self, factor: u32) -> Self {
        let factor = factor.max(1);
        let calls = Limit { count: self.calls.count.saturating_mul(factor), ..self.calls };
        Self { first_after: self.first_after / factor, every: self.every / factor, calls, ..self }
    }
}

/// Reports that come by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Push {
    /// Signed: true as it stands. Unsigned: a reason to pull, proof of nothing.
    pub signed: bool,
    /// [`Provider::register_callback`](super::Provider::register_callback) tells the provider our address.
    pub registers: bool,
}

impl Capabilities {
    /// One message a call, one call at a time, nothing else: what every descriptor starts from.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            batch: 1,
            distinct_numbers: false,
            uniform_batch: false,
            concurrency: 1,
            rate: None,
            per_recipient: None,
            pull: None,
            push: None,
            returns_reference: false,
            balance: false,
            sender_names: false,
            templates: false,
            inbound: false,
            validity: Duration::from_secs(72 * 3600),
        }
    }

    /// Whether anything is ever heard of a message after its acceptance.
    #[must_use]
    pub const fn gives_reports(&self) -> bool {
        self.pull.is_some() || self.push.is_some()
    }
}
