use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;

/// When the server dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blow {
    /// So soon after its start, while it may still be taking over what its predecessor left.
    Early(Duration),
    /// A moment after the sink has so many messages in all.
    Sending(u64, Duration),
}

/// One blow a piece of the messages, at a place in it that chance chooses, so that the server makes way
/// between any two and is never done before the last.
pub(super) fn blows(rng: &mut StdRng, messages: usize, kills: usize) -> Vec<Blow> {
    let piece = (messages as u64 * 9 / 10 / kills.max(1) as u64).max(1);
    let blow = |kill: u64| {
        if rng.random_ratio(1, 4) {
            return Blow::Early(Duration::from_micros(rng.random_range(0..250_000)));
        }
        let at = kill * piece + rng.random_range(0..piece);
        Blow::Sending(at, Duration::from_micros(rng.random_range(0..8_000)))
    };
    (0..kills as u64).map(blow).collect()
}
