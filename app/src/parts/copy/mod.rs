//! Texts that are made to be copied.

#[cfg_attr(not(feature = "hydrate"), path = "clipboard_none.rs")]
mod clipboard;
mod copy_field;

pub use copy_field::CopyField;
