//! A company's connections to providers, as pages show them.

mod form;
mod view;

pub use form::SaveAccountForm;
pub use view::{
    AccountRow, AccountState, AccountView, CallbackView, ConnectionTest, HeldCount, PauseReason, TestFact,
};
