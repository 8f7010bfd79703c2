//! The typed texts, made from `locales/` by the build script.

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
pub use i18n::*;
