//! A company's connections to providers, as pages show them.

mod form;
mod template;
mod view;

pub use form::SaveAccountForm;
pub use template::{
    ButtonShape, FieldShape, HeaderShape, TemplateCategory, TemplateShape, TemplateStatus, TemplateView,
};
pub use view::{
    AccountRow, AccountState, AccountView, CallbackView, ConnectionTest, LastTest, PauseReason, Successor,
    TestFact, TestOutcome, WaitingForAccount,
};
