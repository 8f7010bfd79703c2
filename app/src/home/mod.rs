//! The first page of a company: what waits, and the last seven days.

mod api;
mod chart;
mod first_steps;
mod page;

pub use page::HomePage;
