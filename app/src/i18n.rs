//! The typed texts, made from `locales/` by the build script.
//!
//! The language of a page never changes while it is open: the switch loads the page anew. So a text is
//! a plain value, not a signal; a reactive text costs each page code for every single word.

#![expect(clippy::module_inception, clippy::expect_used, reason = "the generated module is as it is")]

use domain::lang::Lang;
use leptos::prelude::{provide_context, use_context};

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
pub use i18n::Locale;

/// Sets the language of everything below.
pub fn provide_language(lang: Lang) {
    provide_context(match lang {
        Lang::Tr => Locale::tr,
        Lang::En => Locale::en,
    });
}

/// The language of this page, as the text macros want it.
pub fn use_i18n() -> Locale {
    use_context().unwrap_or_default()
}

/// A text: `t_string!(i18n, signin.title)`, or with values `t_string!(i18n, home.of, name = name)`.
macro_rules! t_string {
    ($i18n:expr, $($key:tt)+) => { leptos_i18n::td_string!($i18n, $($key)+) };
}
pub(crate) use t_string;

/// The same, where it stands in a view.
macro_rules! t {
    ($i18n:expr, $($key:tt)+) => { leptos_i18n::td_string!($i18n, $($key)+) };
}
pub(crate) use t;

/// A text about one or about several, for both languages say it alike:
/// `t_count!(i18n, count, contacts.one_found | found, number = number)`.
macro_rules! t_count {
    ($i18n:expr, $count:expr, $space:ident.$one:ident | $several:ident, $($value:tt)+) => {
        if $count == 1 {
            leptos_i18n::td_string!($i18n, $space.$one, $($value)+).to_string()
        } else {
            leptos_i18n::td_string!($i18n, $space.$several, $($value)+).to_string()
        }
    };
}
pub(crate) use t_count;

/// A text in the shape that labels and titles take: `words!(i18n, signin.title)`.
macro_rules! words {
    ($i18n:expr, $($key:tt)+) => {
        leptos::prelude::Signal::stored(leptos_i18n::td_string!($i18n, $($key)+).to_string())
    };
}
pub(crate) use words;
