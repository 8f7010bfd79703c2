//! The account that the stand-in plays.

use std::time::Duration;

use crate::memory::Memory;

/// Settings of a [`MutlucellStandIn`](super::MutlucellStandIn); the default is a working account with the
/// documented limits.
#[derive(Clone, Debug)]
pub struct MutlucellConfig {
    /// Only this login is known; without it any user with any password but `bad`.
    pub credentials: Option<MutlucellCredentials>,
    /// Approved sender names; others get code 21.
    pub senders: Vec<String>,
    pub name_shape: NameShape,
    /// SMS parts that can be paid for; a package that costs more gets code 22. `None` is unlimited.
    pub credit: Option<i64>,
    /// Virtual time from the start of a package to delivery, where no fate says otherwise.
    pub delivery_delay: Duration,
    /// Let the last four digits of a number choose its [fate](super::FATES).
    pub magic_numbers: bool,
    /// A package asked for earlier than this after it was taken, or again before the distance has passed,
    /// is counted as a flood: the vendor would block the account.
    pub report_first_after: Duration,
    pub report_every: Duration,
    /// Refuse a call with 24 while another one of the account is running.
    pub one_at_a_time: bool,
    /// How long it remembers what it took.
    pub memory: Memory,
}

/// How the sender names are listed: the vendor's own words and a client disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameShape {
    /// Between tabs.
    Tabs,
    /// On lines behind a `$`.
    Lines,
}

/// The one login of the stand-in. Made up by the test, so no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutlucellCredentials {
    pub user: String,
    /// The number by which the inbox knows the account.
    pub subscriber: String,
    pub password: String,
}

impl Default for MutlucellConfig {
    fn default() -> Self {
        Self {
            credentials: None,
            senders: ["FIRMAADI", "SANDBOX", "8501234567"].map(String::from).to_vec(),
            name_shape: NameShape::Tabs,
            credit: None,
            delivery_delay: Duration::from_secs(3),
            magic_numbers: true,
            report_first_after: Duration::from_secs(60),
            report_every: Duration::from_secs(15 * 60),
            one_at_a_time: true,
            memory: Memory::All,
        }
    }
}
