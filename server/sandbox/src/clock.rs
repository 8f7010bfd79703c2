//! Virtual time shared by all stand-ins: real time multiplied by a scale, plus jumps.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use tokio::sync::watch;

/// The clock of the stand-ins: every delivery report and every limit of the sandbox follows it.
///
/// Cheap to clone; clones show the same time. `scale` 60 makes one real second a virtual minute.
/// Network delays that a client must feel (slow replies, stalls) stay in real time.
#[derive(Clone, Debug)]
pub struct SandboxClock(Arc<State>);

#[derive(Debug)]
struct State {
    started: Instant,
    /// Unix microseconds at `started`.
    base: i64,
    scale: f64,
    /// Sum of all advances, microseconds.
    jumped: AtomicI64,
    jumps: watch::Sender<()>,
}

impl Default for SandboxClock {
    fn default() -> Self {
        Self::new(1.0)
    }
}

impl SandboxClock {
    /// Starts at the real time of day and runs `scale` times as fast; a scale of 0 or less,
    /// or one that is not a number, stands still and moves only by [`advance`](Self::advance).
    pub fn new(scale: f64) -> Self {
        let base = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, micros);
        Self::starting_at(base, scale)
    }

    /// Like [`new`](Self::new), but starting at the given unix microseconds.
    pub fn starting_at(unix_micros: i64, scale: f64) -> Self {
        Self(Arc::new(State {
            started: Instant::now(),
            base: unix_micros,
            scale: if scale > 0.0 { scale } else { 0.0 },
            jumped: AtomicI64::new(0),
            jumps: watch::Sender::new(()),
        }))
    }

    /// Virtual now, unix microseconds UTC.
    pub fn unix_micros(&self) -> i64 {
        let state = &self.0;
        let run = micros(state.started.elapsed().mul_f64(state.scale));
        state.base.saturating_add(run).saturating_add(state.jumped.load(Ordering::Acquire))
    }

    /// Virtual now as a date, UTC.
    pub fn now(&self) -> OffsetDateTime {
        date_of(self.unix_micros())
    }

    /// Moves virtual time forward; whatever became due fires at once.
    pub fn advance(&self, by: Duration) {
        self.0.jumped.fetch_add(micros(by), Ordering::AcqRel);
        self.0.jumps.send_replace(());
    }

    /// How many virtual seconds pass in a real one.
    pub fn scale(&self) -> f64 {
        self.0.scale
    }

    /// Waits until virtual time reaches the given unix microseconds, by running or by an advance.
    pub async fn sleep_until(&self, unix_micros: i64) {
        let mut jumps = self.0.jumps.subscribe();
        loop {
            let left = unix_micros - self.unix_micros();
            if left <= 0 {
                return;
            }
            tokio::select! {
                () = self.run_for(left) => {}
                // The sender lives in `self`, so this never fails.
                _ = jumps.changed() => {}
            }
        }
    }

    /// Waits for a virtual duration.
    pub async fn sleep(&self, span: Duration) {
        self.sleep_until(self.unix_micros() + micros(span)).await;
    }

    async fn run_for(&self, virtual_micros: i64) {
        if self.0.scale == 0.0 {
            return std::future::pending().await;
        }
        let virtual_span = Duration::from_micros(virtual_micros.unsigned_abs());
        // A tick more than asked, so that rounding does not make the caller spin.
        tokio::time::sleep(virtual_span.div_f64(self.0.scale) + Duration::from_micros(100)).await;
    }
}

/// Microseconds of a duration, capped at what fits (292 000 years).
pub fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}

/// The date of unix microseconds; outside the calendar it is 1970.
pub fn date_of(unix_micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(unix_micros) * 1000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn a_scaled_clock_runs_faster_than_the_wall() {
        let clock = SandboxClock::new(1000.0);
        // Read before the wall: whoever is put aside between the two only makes the clock's way longer.
        let before = clock.unix_micros();
        let wall = Instant::now();
        while wall.elapsed() < Duration::from_millis(5) {
            std::hint::spin_loop();
        }
        assert!(clock.unix_micros() - before >= 5_000_000);
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_time_is_advanced() {
        let clock = SandboxClock::starting_at(0, 0.0);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(micros(HOUR)).await }
        });
        clock.advance(HOUR / 2);
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(HOUR / 2);
        assert!(sleeper.await.is_ok());
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_scaled_time_has_run() {
        let clock = SandboxClock::starting_at(0, 360_000.0);
        clock.sleep(HOUR).await;
        assert!(clock.unix_micros() >= micros(HOUR));
    }
}
