//! Forms that work with and without JavaScript.

mod call;
mod choice;
mod company_field;
mod done;
mod field;
mod form_key;
mod limit_text;
mod money;
mod post_form;
mod problem_text;
mod result;
mod state;
mod submit;
mod typed_early;

pub use call::{Call, use_call, use_refetch};
pub use choice::{Choice, ChoiceField};
pub use company_field::CompanyField;
pub use done::FormDone;
pub use field::{CheckField, SelectField, TextArea, TextField};
pub use form_key::FormKey;
pub use money::{CurrencyField, amount_text};
pub use post_form::PostForm;
pub use problem_text::problem_text;
pub use result::ActionResult;
pub use state::{FormState, use_form_state};
pub use submit::{FormFailure, SubmitButton};
