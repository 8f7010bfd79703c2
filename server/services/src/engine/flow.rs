use std::time::{Duration, Instant};

/// How much work a lane keeps ready: a quarter of a second's, so that connections never wait and a
/// message of a higher class never waits long.
#[derive(Debug)]
pub(super) struct Flow {
    since: Instant,
    counted: u32,
    per_second: u32,
}

const MOST: u32 = 4_000;

impl Default for Flow {
    fn default() -> Self {
        Self { since: Instant::now(), counted: 0, per_second: 0 }
    }
}

impl Flow {
    /// Counts what left.
    pub fn count(&mut self, messages: usize) {
        self.counted = self.counted.saturating_add(u32::try_from(messages).unwrap_or(u32::MAX));
        let elapsed = self.since.elapsed();
        if elapsed >= Duration::from_millis(250) {
            let rate = f64::from(self.counted) / elapsed.as_secs_f64();
            *self = Self { since: Instant::now(), counted: 0, per_second: rate as u32 };
        }
    }

    /// The most messages to keep waiting, `least` in any case.
    pub fn depth(&self, least: u32) -> u32 {
        (self.per_second / 4).clamp(least, MOST.max(least))
    }
}
