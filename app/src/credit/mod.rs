//! What a provider account charges and what is left on it; no WASM.

mod api;
mod chart;
mod history;
mod left;
mod page;
mod price_form;
mod prices;
mod thresholds;
mod words;

pub use page::CreditPage;
