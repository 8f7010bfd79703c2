use std::time::Duration;

use sandbox::Arrival;

/// A queue that was emptied.
#[derive(Debug, Clone, Copy)]
pub struct Drained {
    pub messages: usize,
    /// From the first arrival at the stand-in to its last answer.
    pub span: Duration,
    /// Processor time of the product (without the stand-in, and without a database of its own process).
    pub product: Duration,
    pub stand_in: Duration,
}

impl Drained {
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.messages as f64 / self.span.as_secs_f64()
    }

    /// Prints one run.
    pub fn print(&self, name: &str) {
        let each = |time: Duration| time.as_secs_f64() * 1e6 / self.messages as f64;
        println!(
            "  {name}: {:.0}/s, {:.2} s; processor per message: product {:.0} µs, stand-in {:.0} µs",
            self.per_second(),
            self.span.as_secs_f64(),
            each(self.product),
            each(self.stand_in),
        );
    }
}

/// From the first arrival to the last.
pub(super) fn span(arrivals: impl Iterator<Item = Arrival>) -> Option<Duration> {
    let ends = arrivals.fold(None, |ends, arrival| match ends {
        None => Some((arrival.first, arrival.last)),
        Some((first, last)) => Some((arrival.first.min(first), arrival.last.max(last))),
    });
    ends.map(|(first, last)| last.duration_since(first))
}
