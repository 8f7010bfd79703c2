//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits and steps of thirty seconds, which is
//! what every app reads.

use domain::time::Timestamp;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

const STEP_SECONDS: i64 = 30;

/// The time step of a code that is right at `now`: this one, the one before or the next one, since clocks
/// differ; `None` for a wrong code. `code` is six digits.
pub(super) fn matching_step(seed: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let here = now.micros().div_euclid(1_000_000).div_euclid(STEP_SECONDS);
    let is_right = |step: &i64| bool::from(code_at(seed, *step).as_bytes().ct_eq(code.as_bytes()));
    // Every step is looked at, whichever is right.
    let right: Vec<_> = [here + 1, here, here - 1].into_iter().filter(is_right).collect();
    right.first().copied()
}

/// The six digits of a time step (RFC 4226, 5.3).
pub(crate) fn code_at(seed: &[u8], step: i64) -> String {
    let digest = digest(seed, &step.to_be_bytes());
    let at = usize::from(digest[19] & 15);
    let bytes = [digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]];
    format!("{:06}", u32::from_be_bytes(bytes) % 1_000_000)
}

fn digest(key: &[u8], text: &[u8]) -> [u8; 20] {
    // An HMAC takes a key of any length, so there is nothing to refuse.
    let keyed = Hmac::<Sha1>::new_from_slice(key);
    keyed.map(|mac| mac.chain_update(text).finalize().into_bytes().into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8] = b"12345678901234567890";

    #[test]
    fn gives_the_codes_of_the_standard() {
        // RFC 6238, appendix B: the last six of its eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(SEED, seconds / 30), code, "{seconds}");
        }
    }

    #[test]
    fn takes_one_step_to_either_side() {
        let now = Timestamp::from_seconds(1_234_567_890);
        let here = 1_234_567_890 / 30;
        for (step, expected) in
            [(here - 1, true), (here, true), (here + 1, true), (here - 2, false), (here + 2, false)]
        {
            let found = matching_step(SEED, &code_at(SEED, step), now);
            assert_eq!(found, expected.then_some(step), "{step}");
        }
    }
}
