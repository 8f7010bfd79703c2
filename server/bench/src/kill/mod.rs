//! The server is killed again and again while it sends, and then every message is accounted for.

mod blow;
mod harness;
mod trace;
mod verdict;

pub use harness::{KillPlan, KillReport, kill_and_check};
pub use verdict::Verdict;
