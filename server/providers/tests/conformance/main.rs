//! What every provider owes to the rest of the product, checked for all that are registered.
#![expect(clippy::unwrap_used, reason = "tests")]

mod descriptors;
mod failures;
mod peer;
mod sample;
