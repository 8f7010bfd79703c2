//! The parts of a form that makes an account; shared by set-up and invitations.

#[cfg(feature = "ssr")]
mod documents;
mod password;
#[cfg(feature = "ssr")]
mod person;

#[cfg(feature = "ssr")]
pub use documents::SeenDocuments;
pub use password::NewPasswordFields;
#[cfg(feature = "ssr")]
pub use person::PersonFields;
