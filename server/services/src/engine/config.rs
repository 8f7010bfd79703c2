use std::time::Duration;

use storage::ledger::NodeLease;

/// How the engine works; the default suits one process.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// The number that the ids of this process carry; without it the engine takes one for itself.
    pub node: Option<NodeLease>,
    /// No other process can be using this database, so that what an earlier one held is free at once.
    pub alone: bool,
    /// How long a claimed message belongs to this process before another may take it.
    pub lease: Duration,
    /// How long a provider may take to answer before its messages are in doubt; longer than the
    /// patience of every provider's connection.
    pub answer: Duration,
    /// Most messages of one claim.
    pub claim: u32,
    /// The longest wait between two looks at the queue.
    pub tick: Duration,
    /// How often changes that other processes made to accounts are noticed.
    pub refresh: Duration,
    /// Tries of one message that reached the provider or its door.
    pub most_attempts: i16,
    /// The wait before the second try; each further one is four times as long, up to `longest_wait`.
    pub first_wait: Duration,
    pub longest_wait: Duration,
    /// How long a message in doubt waits for the provider's word before the rule decides.
    pub doubt: Duration,
    /// Awaited messages looked at in one piece.
    pub awaited: u32,
    /// How many times faster than documented the stand-ins of test mode are asked for reports.
    pub faster: u32,
    /// How often expired, lost and doubtful messages are looked for.
    pub sweep: Duration,
}

impl Default for EngineConfig {
    fn default() -> Self {
        Self {
            node: None,
            alone: false,
            lease: Duration::from_secs(30),
            answer: Duration::from_secs(900),
            claim: 1_000,
            tick: Duration::from_millis(250),
            refresh: Duration::from_secs(2),
            most_attempts: 8,
            first_wait: Duration::from_secs(5),
            longest_wait: Duration::from_secs(1_800),
            doubt: Duration::from_secs(600),
            awaited: 1_000,
            faster: 1,
            sweep: Duration::from_secs(5),
        }
    }
}
