//! Passwords: which are too easy, and how they are kept.

mod breached;
mod hasher;
mod rules;
mod runs;
mod slots;
mod words;

pub use breached::is_breached;
pub use hasher::{PasswordError, Passwords, StoredPassword, Verdict};
pub use rules::is_easy_to_guess;
