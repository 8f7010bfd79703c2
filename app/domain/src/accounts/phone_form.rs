use serde::{Deserialize, Serialize};

use crate::failure::{Checks, Failure};
use crate::form_text::optional;
use crate::phone::PhoneNumber;

/// A person's own phone, as posted; empty takes it away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneForm {
    pub phone: String,
}

impl PhoneForm {
    /// # Errors
    /// At `phone`: what is no phone number.
    pub fn parse(&self) -> Result<Option<PhoneNumber>, Failure> {
        let mut checks = Checks::default();
        let phone = checks.take("phone", optional(&self.phone, PhoneNumber::parse));
        checks.done()?;
        Ok(phone.flatten())
    }
}
