//! The audit log: who changed what, in a chain that cannot be rewritten unseen.

mod chain;
mod record;
mod verify;

pub use verify::ChainState;

pub(crate) use record::{Change, record_change};
