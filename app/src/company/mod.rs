//! The legal profile of a company and what it still lacks for going live.

mod api;
mod form;
mod gaps;
mod mode;
mod page;

pub use page::CompanyPage;
