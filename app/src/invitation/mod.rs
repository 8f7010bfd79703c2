//! Behind the link of an invitation: join with the account one has, or make one; no WASM.

mod accept_form;
mod api;
mod page;
mod ways;

pub use page::InvitationPage;
