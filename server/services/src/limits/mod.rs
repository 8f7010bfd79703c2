//! What may leave when, and how much of it.

mod quiet;

pub(crate) use quiet::quiet_until;
