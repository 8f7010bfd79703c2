use serde::{Deserialize, Serialize};

use super::{Login, Password};
use crate::failure::{Checks, Failure, Problem};

/// Asks for a link to set a new password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestResetForm {
    /// Username or e-mail address.
    pub login: String,
}

impl RequestResetForm {
    /// # Errors
    /// A missing or overlong field.
    pub fn parse(&self) -> Result<Login, Failure> {
        Login::parse(&self.login).map_err(|problem| Failure::field("login", problem))
    }
}

/// Sets a new password after the link of a mail was opened; the permission lies in a cookie.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResetPasswordForm {
    pub password: Password,
    pub password_again: Password,
}

impl ResetPasswordForm {
    /// # Errors
    /// A password of a wrong length, or two that differ.
    pub fn parse(&self) -> Result<NewPassword, Failure> {
        let mut checks = Checks::default();
        self.password.check_new(&self.password_again, &mut checks);
        checks.done()?;
        Ok(NewPassword(self.password.clone()))
    }
}

/// Changes the password of somebody who is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePasswordForm {
    pub current: Password,
    pub password: Password,
    pub password_again: Password,
}

/// A change of password that is well-formed.
#[derive(Debug, Clone)]
pub struct ChangePassword {
    pub current: Password,
    pub new: NewPassword,
}

/// A new password of a fitting length; the server still looks for it in its lists.
#[derive(Debug, Clone)]
pub struct NewPassword(pub Password);

impl ChangePasswordForm {
    /// # Errors
    /// A missing current password, a new one of a wrong length, or two that differ.
    pub fn parse(&self) -> Result<ChangePassword, Failure> {
        let mut checks = Checks::default();
        if self.current.is_empty() {
            checks.note("current", Problem::Required);
        }
        self.password.check_new(&self.password_again, &mut checks);
        checks.done()?;
        Ok(ChangePassword { current: self.current.clone(), new: NewPassword(self.password.clone()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_needs_the_current_password() {
        let new = Password::new("kırk katır kırk satır");
        let form = ChangePasswordForm { password: new.clone(), password_again: new, ..Default::default() };
        let problem = form.parse().err().and_then(|failure| failure.of("current").map(|field| field.problem));
        assert_eq!(problem, Some(Problem::Required));
    }

    #[test]
    fn a_short_new_password_is_told_before_a_mismatch() {
        let form =
            ResetPasswordForm { password: Password::new("kısa"), password_again: Password::default() };
        let failure = form.parse().err().unwrap_or(Failure::new(Problem::Internal));
        assert_eq!(failure.of("password").map(|field| field.problem), Some(Problem::PasswordShort));
        assert!(failure.of("password_again").is_none());
    }
}
