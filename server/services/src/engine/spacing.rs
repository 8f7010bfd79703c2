use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, RandomState};

use domain::time::Timestamp;
use providers::provider::Limit;

use super::pace::Pace;

/// Recipients remembered before those that may be forgotten are looked for.
const MANY: usize = 10_000;

/// How often one recipient may be written to: a [`Pace`] for each, by a hash of the address.
#[derive(Debug)]
pub(super) struct Spacing {
    limit: Option<Limit>,
    hasher: RandomState,
    recipients: HashMap<u64, Recent>,
    /// How many there are when the next look for those to forget is worth its time.
    many: usize,
}

/// What is remembered of a recipient. Nearly everybody gets one message, so that one is kept small.
#[derive(Debug)]
enum Recent {
    Once(Timestamp),
    Often(Box<Pace>),
}

impl Spacing {
    pub fn new(limit: Option<Limit>) -> Self {
        Self { limit, hasher: RandomState::new(), recipients: HashMap::new(), many: MANY }
    }

    /// Takes a grant for a recipient.
    ///
    /// # Errors
    /// When the next one will be there.
    pub fn take(&mut self, recipient: &str, now: Timestamp) -> Result<(), Timestamp> {
        let Some(limit) = self.limit else { return Ok(()) };
        self.forget(limit, now);
        match self.recipients.entry(self.hasher.hash_one(recipient)) {
            Entry::Vacant(place) => {
                place.insert(Recent::Once(now));
                Ok(())
            }
            Entry::Occupied(mut place) => place.get_mut().take(limit, now),
        }
    }

    /// Forgets whom nothing holds up any more; what is left doubles before the next look, so that a look
    /// costs each recipient little however many there are.
    fn forget(&mut self, limit: Limit, now: Timestamp) {
        if self.recipients.len() > self.many {
            self.recipients.retain(|_, recent| recent.counts(limit, now));
            self.many = MANY.max(2 * self.recipients.len());
        }
    }
}

impl Recent {
    fn take(&mut self, limit: Limit, now: Timestamp) -> Result<(), Timestamp> {
        match self {
            Self::Often(pace) => pace.take(now),
            Self::Once(at) => {
                let mut pace = Pace::new(limit);
                let taken = pace.take(*at).and_then(|()| pace.take(now));
                *self = Self::Often(Box::new(pace));
                taken
            }
        }
    }

    /// Whether it still counts against the limit.
    fn counts(&mut self, limit: Limit, now: Timestamp) -> bool {
        match self {
            Self::Once(at) => now.since(*at) <= limit.per,
            Self::Often(pace) => pace.available(now) < limit.count,
        }
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
