//! Telephone numbers: Turkish mobiles first, in every way people write them.

mod digits;
mod number;
mod parse;
mod problem;
mod split;

pub use number::{PhoneKind, PhoneNumber, humanize};
pub use problem::PhoneError;
pub use split::{RejectedPhone, split_phones};

#[cfg(test)]
mod tests;
