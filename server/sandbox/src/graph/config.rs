//! The app, the business account and the numbers that the stand-in plays.

use std::time::Duration;

use super::modes::Modes;
use crate::memory::Memory;

/// Settings of a [`GraphStandIn`](super::GraphStandIn); the default is a working account with one
/// number, the documented limits and Turkish demo templates.
#[derive(Clone, Debug)]
pub struct GraphConfig {
    pub app_id: String,
    /// Signs the webhooks. Made up, so no secret.
    pub app_secret: String,
    /// Only this token is known; without it any but `bad`, `expired` and `limited`
    /// (code 190, 190 with subcode 463, and 10 at sending).
    pub access_token: Option<String>,
    pub waba_id: String,
    /// Its numbers at the start, one at least; [`GraphNumbers`](super::GraphNumbers) adds others.
    pub numbers: Vec<GraphNumber>,
    /// Where webhooks go, unless the account or the number has an address of its own.
    pub callback_url: Option<String>,
    /// Whether the app is subscribed to the account from the start.
    pub subscribed: bool,
    /// Virtual time from acceptance to each status; `read` `None` is never.
    pub sent_after: Duration,
    pub delivered_after: Duration,
    pub read_after: Option<Duration>,
    /// How webhooks misbehave at first; see [`GraphStandIn::set_modes`](super::GraphStandIn::set_modes).
    pub modes: Modes,
    /// Let the last four digits of a number choose its [fate](super::FATES).
    pub magic_numbers: bool,
    /// Messages a second per number, beyond which 130429 (official: 80).
    pub throughput: Option<usize>,
    /// Refuse more than 45 messages at once, and one every six seconds, to one user with 131056.
    pub pair_limit: bool,
    /// What becomes of a message that is no template when the user has not written for 24 hours.
    pub outside_window: OutsideWindow,
    /// Virtual time until a new template is approved (or rejected, when its name contains `reddet`); `None` waits for a control call.
    pub template_review: Option<Duration>,
    /// How many accepted messages to keep whole, the newest.
    pub keep_messages: usize,
    /// How long it remembers what it took.
    pub memory: Memory,
}

/// Both of the reported behaviours, and none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideWindow {
    /// The window is not looked at.
    Ignore,
    /// Accepted, then `failed` with 131047.
    FailLater,
    /// Refused at once with 131047.
    Refuse,
}

/// One number of the business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNumber {
    pub id: String,
    /// Digits with country code.
    pub display: String,
    pub verified_name: String,
    /// An unregistered number refuses to send with 133010.
    pub registered: bool,
}

impl Default for GraphConfig {
    fn default() -> Self {
        Self {
            app_id: "670843887433847".into(),
            app_secret: "sandbox-app-secret".into(),
            access_token: None,
            waba_id: "102290129340398".into(),
            numbers: vec![GraphNumber::default()],
            callback_url: None,
            subscribed: true,
            sent_after: Duration::from_millis(500),
            delivered_after: Duration::from_secs(2),
            read_after: Some(Duration::from_secs(6)),
            modes: Modes::default(),
            magic_numbers: true,
            throughput: Some(80),
            pair_limit: true,
            outside_window: OutsideWindow::FailLater,
            template_review: Some(Duration::from_secs(60)),
            keep_messages: 100,
            memory: Memory::All,
        }
    }
}

impl GraphConfig {
    /// An account that only counts: no fates, limits and kept messages, for benchmarks with generated numbers.
    pub fn unlimited() -> Self {
        Self {
            magic_numbers: false,
            throughput: None,
            pair_limit: false,
            outside_window: OutsideWindow::Ignore,
            keep_messages: 0,
            ..Self::default()
        }
    }
}

impl Default for GraphNumber {
    fn default() -> Self {
        Self {
            id: "106540352242922".into(),
            display: "902121234567".into(),
            verified_name: "Sandbox Ticaret A.Ş.".into(),
            registered: true,
        }
    }
}
