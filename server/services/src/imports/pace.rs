use std::time::Duration;

/// How many rows go into one transaction, so that it takes as long as it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    rows: usize,
    /// How long one may take.
    goal: Duration,
    most: usize,
}

impl Pace {
    /// For a database with one writer, whom everybody else waits for.
    pub const SHARED_WRITER: Self = Self { rows: 100, goal: Duration::from_millis(4), most: 2_000 };
    /// For one where a transaction holds up nobody.
    pub const OWN_TRANSACTION: Self = Self { rows: 500, goal: Duration::from_millis(60), most: 5_000 };

    pub const fn rows(self) -> usize {
        self.rows
    }

    /// Learns from the last piece; at most twice as many rows next time.
    pub fn learn(&mut self, rows: usize, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).max(1);
        let goal = u64::try_from(self.goal.as_micros()).unwrap_or(u64::MAX);
        let fitting = usize::try_from(rows as u64 * goal / micros).unwrap_or(self.most);
        // A short piece at the end of a list says little about a long one.
        if rows * 2 >= self.rows || fitting < self.rows {
            self.rows = fitting.clamp(20, self.most).min(self.rows * 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_grow_and_shrink_to_their_time() {
        let mut pace = Pace::SHARED_WRITER;
        pace.learn(100, Duration::from_millis(1));
        assert_eq!(pace.rows(), 200);
        pace.learn(200, Duration::from_millis(8));
        assert_eq!(pace.rows(), 100);
        pace.learn(100, Duration::from_secs(10));
        assert_eq!(pace.rows(), 20);
        (0..20).for_each(|_| pace.learn(pace.rows(), Duration::from_micros(1)));
        assert_eq!(pace.rows(), 2_000);
    }
}
