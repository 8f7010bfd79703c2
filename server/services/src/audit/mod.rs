//! The audit log: who changed what, in a chain that cannot be rewritten unseen.

mod chain;
mod record;
mod verify;
mod verify_all;

pub(crate) use record::{Change, record_change};

#[cfg(test)]
mod tests;
