//! The first page of a company: what waits, today, and the last days.

mod api;
mod arrival;
pub mod chart;
mod first_steps;
mod page;
pub mod scale;
mod tiles;
mod waiting;

pub use page::HomePage;
