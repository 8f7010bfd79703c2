//! The parts of a form that makes an account; shared by set-up and invitations.

mod documents;
mod password;
mod person;

pub use documents::SeenDocuments;
pub use password::NewPasswordFields;
pub use person::PersonFields;
