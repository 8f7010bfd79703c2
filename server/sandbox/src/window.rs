//! Rate limits as providers count them: so many in the last minute.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::sync::locked;

/// At most `limit` events within any `span` microseconds of virtual time.
pub struct SlidingWindow {
    limit: usize,
    span: i64,
    taken: Mutex<VecDeque<i64>>,
}

impl SlidingWindow {
    pub fn new(limit: usize, span: i64) -> Self {
        Self { limit, span, taken: Mutex::default() }
    }

    /// Takes one place at `now` (unix microseconds) if there is one.
    pub fn try_take(&self, now: i64) -> bool {
        let mut taken = locked(&self.taken);
        while taken.front().is_some_and(|at| now - at >= self.span) {
            taken.pop_front();
        }
        let free = taken.len() < self.limit;
        if free {
            taken.push_back(now);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_lets_more_than_the_limit_into_any_window() {
        let window = SlidingWindow::new(2, 60);
        let taken = [0, 30, 59, 60, 61, 90].map(|now| window.try_take(now));
        assert_eq!(taken, [true, true, false, true, false, true]);
    }
}
