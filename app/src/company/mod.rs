//! The legal profile of a company and what it still lacks for going live.

mod api;
mod form;
mod gaps;
mod hours_page;
mod mode;
mod page;

pub use hours_page::SendingHoursPage;
pub use page::CompanyPage;
