//! The text of an SMS: what it costs, where it splits, and how to keep it short.

mod alphabet;
mod clean;
// The browser does without tables.
mod coding;
#[cfg_attr(target_arch = "wasm32", path = "compose_browser.rs")]
mod compose;
mod fill;
mod measure;
mod presets;
mod rules;

pub use clean::{Letters, clean_up, prepare, transliterate};
pub use coding::{Coding, Concatenation, Count, septets_after, ucs2_units_after};
pub use compose::normalize;
pub use measure::{SmsEncoding, SmsMeasure, choose_encoding, measure, split};
pub use rules::{Capacity, SmsRules, TurkishRules};

#[cfg(test)]
mod tests;
