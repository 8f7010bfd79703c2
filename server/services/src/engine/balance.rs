//! What is left to spend on an account, read again once something was sent and at least daily.

use std::time::Duration;

use domain::time::Timestamp;

use super::inner::Inner;
use super::lane::Lane;
use crate::error::ServiceError;

/// After something was sent, and after a reading that failed.
const SOON: Duration = Duration::from_secs(600);
const DAILY: Duration = Duration::from_secs(86_400);

/// When an account's balance was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct BalanceClock {
    tried: Option<Timestamp>,
    /// Something may have been paid for since.
    spent: bool,
}

impl BalanceClock {
    /// What was sent since the last reading, nobody here knows.
    pub const fn read_at(last: Option<Timestamp>) -> Self {
        Self { tried: last, spent: true }
    }

    /// The provider took something, or did not tell the balance.
    pub const fn spend(&mut self) {
        self.spent = true;
    }

    /// Whether to read it now; notes that it is read.
    pub fn begin(&mut self, now: Timestamp) -> bool {
        let wait = if self.spent { SOON } else { DAILY };
        let due = self.tried.is_none_or(|last| last + wait <= now);
        if due {
            *self = Self { tried: Some(now), spent: false };
        }
        due
    }
}

impl Inner {
    /// Reads what is left to spend, where the provider tells it and it is time.
    pub async fn read_balance(&self, lane: &Lane) -> Result<(), ServiceError> {
        if !lane.able.balance || !lane.balance(|clock| clock.begin(self.now())) {
            return Ok(());
        }
        let failure = self.services.read_balance(lane.company, lane.id, lane.provider.as_ref()).await?;
        if let Some(failure) = failure {
            lane.balance(BalanceClock::spend);
            self.heed(lane, &failure, "the provider told no balance").await;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn after(seconds: u64) -> Timestamp {
        START + Duration::from_secs(seconds)
    }

    #[test]
    fn is_read_ten_minutes_after_something_was_sent_and_else_daily() {
        let mut clock = BalanceClock::read_at(None);
        assert!(clock.begin(START) && !clock.begin(after(86_399)) && clock.begin(after(86_400)));
        let mut clock = BalanceClock::read_at(None);
        assert!(clock.begin(START));
        clock.spend();
        assert!(!clock.begin(after(599)), "not more than once in ten minutes");
        assert!(clock.begin(after(600)) && !clock.begin(after(1_200)), "nothing was sent since");
    }

    #[test]
    fn a_restart_does_not_read_again_what_was_read_just_now() {
        let mut clock = BalanceClock::read_at(Some(START));
        assert!(!clock.begin(after(10)) && clock.begin(after(600)));
    }
}
