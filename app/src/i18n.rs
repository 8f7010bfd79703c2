//! The typed texts, made from `locales/` by the build script.

#![expect(clippy::module_inception, clippy::expect_used, reason = "the generated module is as it is")]

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
pub use i18n::*;

/// A text as a signal, the shape that labels and titles take: `words!(i18n, signin.title)`.
macro_rules! words {
    ($i18n:expr, $($key:tt)+) => {
        leptos::prelude::Signal::derive(move || $crate::i18n::t_string!($i18n, $($key)+).to_string())
    };
}
pub(crate) use words;
