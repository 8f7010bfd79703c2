//! Provider settings as data: the form, its validation and its storage follow from one table.

mod field;
mod read_form;
mod settings;
mod table;

#[cfg(test)]
mod tests;

pub use field::{Choice, Condition, Field, Kind};
pub use settings::{Account, Secrets, Settings};
pub use table::{Build, Descriptor, Submitted};

/// Words in both languages, written down in a provider's file.
pub type Words = domain::text::Text<&'static str>;
