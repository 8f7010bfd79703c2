//! What a message is and which ways it may go.

mod advice;
mod cause;
mod kind;
mod outcome;
mod reason;
mod report;
mod state;

pub use cause::Cause;
pub use kind::{Channel, Class, Purpose};
pub use outcome::Outcome;
pub use reason::{DoubtPolicy, FailureReason, HoldReason, SkipReason};
pub use report::{ReportOutcome, apply_report};
pub use state::{Stage, State};
