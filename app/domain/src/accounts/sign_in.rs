use serde::{Deserialize, Serialize};

use super::{Password, account_key};
use crate::failure::{Checks, Failure, Problem};
use crate::page::local_path;

/// The sign-in form: a username or an e-mail address, and the password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    pub login: String,
    pub password: Password,
    /// The path to go on to; only paths of this site are followed.
    pub next: String,
}

/// A sign-in that is well-formed; whether it is right, the server knows.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub login: Login,
    pub password: Password,
    /// A path of this site, or `None`.
    pub next: Option<String>,
}

/// A username or an e-mail address as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// # Errors
    /// [`Problem::Required`], [`Problem::TooLong`], or [`Problem::BadCharacters`] for what no keyboard types.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.trim() {
            "" => Err(Problem::Required),
            long if long.len() > 320 => Err(Problem::TooLong),
            odd if odd.chars().any(char::is_control) => Err(Problem::BadCharacters),
            login => Ok(Self(login.to_owned())),
        }
    }

    pub fn key(&self) -> String {
        account_key(&self.0)
    }

    /// Usernames cannot hold an `@`, so this decides which column is meant.
    pub fn is_email(&self) -> bool {
        self.0.contains('@')
    }
}

impl SignInForm {
    /// # Errors
    /// Every field that is missing. The length rules of new passwords do not hold here.
    pub fn parse(&self) -> Result<SignIn, Failure> {
        let mut checks = Checks::default();
        let login = checks.take("login", Login::parse(&self.login));
        if self.password.is_empty() {
            checks.note("password", Problem::Required);
        }
        let fits = self.password.expose().chars().count() <= *Password::LENGTHS.end();
        if !fits {
            checks.note("password", Problem::TooLong);
        }
        checks.done()?;
        let login = login.ok_or(Problem::Invalid)?;
        Ok(SignIn { login, password: self.password.clone(), next: local_path(&self.next).map(str::to_owned) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_missing_field_at_once() {
        let failure = SignInForm::default().parse().err().unwrap_or(Failure::new(Problem::Internal));
        assert_eq!(failure.of("login").map(|field| field.problem), Some(Problem::Required));
        assert_eq!(failure.of("password").map(|field| field.problem), Some(Problem::Required));
    }

    #[test]
    fn a_login_holds_no_control_characters() {
        for text in ["ay\0se", "ay\nse", "ay\u{7f}se"] {
            assert_eq!(Login::parse(text), Err(Problem::BadCharacters), "{text:?}");
        }
    }
}
