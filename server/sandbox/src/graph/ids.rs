//! Identifiers that look like the vendor's.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Never gives the same id twice in one stand-in.
#[derive(Default)]
pub(super) struct Ids(AtomicU64);

impl Ids {
    pub(super) fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// `wamid.` and base64.
    pub(super) fn wamid(&self, user: &str) -> String {
        let mut wamid = String::with_capacity(64);
        wamid.push_str("wamid.");
        STANDARD.encode_string(format!("{user}\u{15}{:012X}", self.next()), &mut wamid);
        wamid
    }

    /// Fifteen digits, for media and templates.
    pub(super) fn digits(&self) -> String {
        format!("{}", 780_000_000_000_000 + self.next())
    }
}

/// The business-scoped id of a phone number: the same number always has the same.
pub(super) fn user_id(wa_id: &str) -> String {
    let hash = wa_id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("TR.{hash:016x}")
}
