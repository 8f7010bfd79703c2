//! The account that the stand-in plays.

use std::time::Duration;

use crate::memory::Memory;

/// Settings of a [`NetgsmStandIn`](super::NetgsmStandIn); the default is a working account with the
/// documented limits.
#[derive(Clone, Debug)]
pub struct NetgsmConfig {
    /// Only this login is known; without it any user code with any password but `bad`.
    pub credentials: Option<NetgsmCredentials>,
    /// Approved sender names; others get code 40.
    pub headers: Vec<String>,
    /// SMS parts that can be paid for; recipients beyond get status 14. `None` is unlimited.
    pub credit: Option<i64>,
    /// Whether the account has a package for one-time passwords; else code 60.
    pub otp_package: bool,
    /// Virtual time from the start of a job to delivery, where no fate says otherwise.
    pub delivery_delay: Duration,
    /// Let the last four digits of a number choose its [fate](super::FATES).
    pub magic_numbers: bool,
    /// Calls of `/report` a minute (official: 10).
    pub reports_per_minute: Option<usize>,
    /// Calls of `/send` a minute; not published, unlimited by default.
    pub sends_per_minute: Option<usize>,
    /// Calls of `/otp` a minute.
    pub otps_per_minute: Option<usize>,
    /// Refuse a 21st job to one number within a minute (code 85), and give status 13 to the same
    /// text to the same number within an hour.
    pub number_limits: bool,
    /// Shape of a pushed report.
    pub push_shape: PushShape,
    /// How long it remembers what it took.
    pub memory: Memory,
}

/// The vendor does not document the payload of `reportwebhook`; an adapter must take all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushShape {
    /// An array of up to 100 rows.
    Rows,
    /// One row per call.
    Row,
    /// `{"jobs":[…]}`.
    Jobs,
}

/// The one login of the stand-in. Made up by the test, so no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetgsmCredentials {
    pub usercode: String,
    pub password: String,
}

impl Default for NetgsmConfig {
    fn default() -> Self {
        Self {
            credentials: None,
            headers: ["FIRMAADI", "SANDBOX", "8501234567"].map(String::from).to_vec(),
            credit: None,
            otp_package: true,
            delivery_delay: Duration::from_secs(3),
            magic_numbers: true,
            reports_per_minute: Some(10),
            sends_per_minute: None,
            otps_per_minute: Some(100),
            number_limits: true,
            push_shape: PushShape::Rows,
            memory: Memory::All,
        }
    }
}

impl NetgsmConfig {
    /// An account that only counts: no fates and no limits, for benchmarks with generated numbers.
    pub fn unlimited() -> Self {
        Self {
            magic_numbers: false,
            reports_per_minute: None,
            otps_per_minute: None,
            number_limits: false,
            ..Self::default()
        }
    }
}
