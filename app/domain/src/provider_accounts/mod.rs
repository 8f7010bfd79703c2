//! A company's connections to providers, as pages show them.

mod form;
mod inspection;
mod price_form;
mod prices;
mod template;
mod view;

pub use form::SaveAccountForm;
pub use inspection::{CheckState, Inspection, InspectionCheck, InspectionView};
pub use price_form::{PriceForm, RemovePriceForm};
pub use prices::{PriceEntry, PriceRow, PriceStanding, PriceUnit, Prices, price_list, prices_on};
pub use template::{
    ButtonShape, FieldShape, HeaderShape, TemplateCategory, TemplateShape, TemplateStatus, TemplateView,
};
pub use view::{
    AccountBalance, AccountRow, AccountState, AccountView, CallbackView, ConnectionTest, CreditPackage,
    LastTest, PauseReason, Successor, TestFact, TestOutcome, WaitingForAccount,
};
