use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::time::Timestamp;
use providers::provider::Gate;
use storage::clock::Clock;

/// Lets bytes leave while the answer is still awaited: afterwards the message may be somebody else's.
///
/// Two clocks must agree. The monotonic one stands still while the machine sleeps, the wall clock may
/// be set back: when either says that the time is over, nothing leaves.
#[derive(Debug)]
pub(super) struct LeaseGate {
    clock: Arc<dyn Clock>,
    wall_end: Timestamp,
    started: Instant,
    patience: Duration,
}

impl LeaseGate {
    /// Open from now for `patience`, which ends well before anybody else takes the message over.
    pub fn new(clock: Arc<dyn Clock>, started: Instant, wall_start: Timestamp, patience: Duration) -> Self {
        Self { clock, wall_end: wall_start + patience, started, patience }
    }
}

impl Gate for LeaseGate {
    fn may_leave(&self) -> bool {
        self.clock.now() < self.wall_end && self.started.elapsed() < self.patience
    }
}

#[cfg(test)]
mod tests {
    use storage::clock::ManualClock;

    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn gate(clock: &ManualClock, started: Instant) -> LeaseGate {
        LeaseGate::new(Arc::new(clock.clone()), started, NOW, Duration::from_secs(30))
    }

    #[test]
    fn closes_when_the_wall_clock_says_so() {
        let clock = ManualClock::at(NOW);
        let gate = gate(&clock, Instant::now());
        assert!(gate.may_leave());
        clock.advance(Duration::from_secs(30));
        assert!(!gate.may_leave());
    }

    #[test]
    fn closes_when_the_monotonic_clock_says_so_though_the_wall_was_set_back() {
        let clock = ManualClock::at(NOW);
        let Some(earlier) = Instant::now().checked_sub(Duration::from_secs(31)) else { return };
        clock.set(NOW - Duration::from_secs(3_600));
        assert!(!gate(&clock, earlier).may_leave());
    }
}
