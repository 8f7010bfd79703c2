use std::sync::Arc;

use domain::message::{FailureReason, State};
use domain::time::Timestamp;

/// What a provider says about a message it took earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryReport {
    /// The provider's name of the message, or of the job it was part of.
    pub provider_ref: String,
    /// Our own reference, where the provider gives it back.
    pub own_ref: Option<String>,
    /// The last ten digits of the number: with `provider_ref` it names the message where the provider
    /// names only jobs.
    pub recipient_last10: Option<String>,
    /// Accepted, sent, delivered, read, failed or expired.
    pub state: State,
    /// Why, when failed or expired.
    pub reason: Option<FailureReason>,
    /// The provider's codes, `3/105`.
    pub code: String,
    /// Its words, if any.
    pub text: String,
    /// When it happened by the provider's clock.
    pub at: Option<Timestamp>,
    /// SMS parts charged.
    pub parts: Option<u32>,
}

/// Which reports to read.
#[derive(Clone, Debug, Default)]
pub struct ReportQuery {
    /// The provider's names; at most what [`PullSchedule::refs`](super::PullSchedule) says. Empty asks by
    /// time alone, where the provider can.
    pub refs: Vec<Arc<str>>,
    /// Messages sent from this moment on.
    pub since: Timestamp,
    /// And until this one: now.
    pub until: Timestamp,
    /// The `next` of the page before.
    pub cursor: Option<String>,
}

/// One call's worth of reports; the caller paces the calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportPage {
    pub reports: Vec<DeliveryReport>,
    /// Goes into the next query; `None` on the last page.
    pub next: Option<String>,
}

/// The last ten digits of a number in any notation.
pub(crate) fn last10(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.len().checked_sub(10).map(|start| digits[start..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::last10;

    #[test]
    fn reads_the_last_ten_digits_of_any_notation() {
        for number in ["5321234567", "905321234567", "+90 532 123 45 67", "05321234567"] {
            assert_eq!(last10(number).as_deref(), Some("5321234567"), "{number}");
        }
        assert_eq!(last10("444 0 532"), None);
    }
}
