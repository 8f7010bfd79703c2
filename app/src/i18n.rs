//! The typed texts, made from `locales/` by the build script.

#![expect(unused_imports, reason = "the generated module offers every macro")]

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
pub use i18n::*;
