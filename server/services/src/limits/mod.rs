//! What may leave when, and how much of it.

mod quiet;

pub use quiet::QuietHours;
