//! How much a company may send and spend, and what it is told when a send would be more.

mod company;
mod form;
mod reached;

pub use company::{Asked, ChannelLimits, CompanyLimits, CompanyLimitsView, Used};
pub use form::CompanyLimitsForm;
pub use reached::{CompanyLimit, Left, LimitReached};

#[cfg(test)]
mod tests;
