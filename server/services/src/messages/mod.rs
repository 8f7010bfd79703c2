//! Messages on screen: lists, histories, and what a person can still do about one.

mod bulk;
mod cancel;
mod get;
mod list;
mod overview;
mod resend;
mod send;
mod settle_doubt;
mod texts;
mod views;
mod window;
mod words;

pub(crate) use list::filter_of;
pub(crate) use resend::Carriers;
pub(crate) use texts::Texts;
pub(crate) use window::Windows;
pub(crate) use words::{reason as state_reason, row as message_row};

#[cfg(test)]
mod bulk_tests;
#[cfg(test)]
mod overview_tests;
#[cfg(test)]
mod tests;
