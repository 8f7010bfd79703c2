//! Forms that work with and without JavaScript.

mod choice;
mod done;
mod field;
mod post_form;
mod problem_text;
mod state;
mod submit;

pub use choice::{Choice, ChoiceField};
pub use done::FormDone;
pub use field::{CheckField, SelectField, TextArea, TextField};
pub use post_form::PostForm;
pub use problem_text::problem_text;
pub use state::{FormState, use_form_state};
pub use submit::{FormFailure, SubmitButton};
