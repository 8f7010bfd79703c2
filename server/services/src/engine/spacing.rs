use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use domain::time::Timestamp;
use providers::provider::Limit;

use super::pace::Pace;

/// Recipients remembered before those that may be forgotten are.
const MANY: usize = 10_000;

/// How often one recipient may be written to: a [`Pace`] for each, by a hash of the address.
#[derive(Debug)]
pub(super) struct Spacing {
    limit: Option<Limit>,
    hasher: RandomState,
    recipients: HashMap<u64, Pace>,
}

impl Spacing {
    pub fn new(limit: Option<Limit>) -> Self {
        Self { limit, hasher: RandomState::new(), recipients: HashMap::new() }
    }

    /// Takes a grant for a recipient.
    ///
    /// # Errors
    /// When the next one will be there.
    pub fn take(&mut self, recipient: &str, now: Timestamp) -> Result<(), Timestamp> {
        let Some(limit) = self.limit else { return Ok(()) };
        if self.recipients.len() > MANY {
            self.recipients.retain(|_, pace| pace.available(now) < limit.count);
        }
        let key = self.hasher.hash_one(recipient);
        self.recipients.entry(key).or_insert_with(|| Pace::new(limit)).take(now)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_795_000_000);

    #[test]
    fn one_recipient_waits_while_others_do_not() {
        let mut spacing = Spacing::new(Some(Limit::new(1, Duration::from_secs(6))));
        assert_eq!(spacing.take("a", START), Ok(()));
        assert!(spacing.take("a", START + Duration::from_secs(3)).is_err());
        assert_eq!(spacing.take("b", START + Duration::from_secs(3)), Ok(()));
        assert_eq!(spacing.take("a", START + Duration::from_secs(7)), Ok(()));
    }

    #[test]
    fn forgets_those_it_need_not_remember() {
        let mut spacing = Spacing::new(Some(Limit::new(1, Duration::from_secs(6))));
        for n in 0..=MANY {
            assert_eq!(spacing.take(&n.to_string(), START), Ok(()));
        }
        assert_eq!(spacing.take("x", START + Duration::from_secs(60)), Ok(()));
        assert_eq!(spacing.recipients.len(), 1);
    }
}
