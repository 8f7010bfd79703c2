//! Reads the answers of the server. `serde_json` would do it too, for a tenth of the browser's code:
//! it explains every mistake in words, and it takes lists for structs and structs for lists.

mod parse;
mod read;
#[cfg(test)]
mod tests;
mod value;

use serde::de::DeserializeOwned;

pub use value::Unreadable;

/// Reads JSON as a type whose numbers are integers.
///
/// # Errors
/// The text is no JSON, or of another shape; no more is said, because nobody could act on it.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    T::deserialize(parse::parse(text)?)
}
