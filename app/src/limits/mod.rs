//! How much the company may send and spend.

mod api;
mod fields;
mod page;

pub use page::LimitsPage;
