//! Messages as pages and the API show and make them.

mod consent;

pub use consent::{Consent, ConsentSource, ConsentStatus, RecipientKind, check_consent};
