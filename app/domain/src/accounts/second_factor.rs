use serde::{Deserialize, Serialize};

use super::Password;
use super::profile::six_digits;
use super::sign_in::Login;
use crate::failure::{Checks, Failure, Problem};

/// The second factor of the person who asks, as its page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorView {
    pub is_on: bool,
    /// What an app has to read before the factor can be switched on.
    pub to_confirm: Option<SeedView>,
    /// Recovery codes, shown until their owner has put them away or ten minutes are over.
    pub fresh_codes: Vec<String>,
    /// Recovery codes that are unused.
    pub codes_left: u32,
}

/// A seed for an authenticator app.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedView {
    /// To be typed: base 32 in groups of four.
    pub secret: String,
    /// To be photographed: a picture of the `otpauth` address, as an `<svg>` element.
    pub picture: String,
}

impl std::fmt::Debug for SeedView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SeedView(…)")
    }
}

/// A code as somebody typed it: of an app, or a recovery code.
#[derive(Clone, PartialEq, Eq)]
pub enum OneTimeCode {
    /// Six digits.
    Timed(String),
    /// Ten small letters and digits, without the dash.
    Recovery(String),
}

impl OneTimeCode {
    /// # Errors
    /// [`Problem::Required`], or [`Problem::WrongCode`] for what can be neither.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let plain: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
        if plain.len() == 10 && plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(Self::Recovery(plain.to_ascii_lowercase()));
        }
        six_digits(text).map(Self::Timed)
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// Begins a second factor, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginSecondFactorForm {
    pub factor_password: Password,
}

impl BeginSecondFactorForm {
    /// # Errors
    /// A missing password.
    pub fn parse(&self) -> Result<Password, Failure> {
        if self.factor_password.is_empty() {
            return Err(Failure::field("factor_password", Problem::Required));
        }
        Ok(self.factor_password.clone())
    }
}

/// A code alone, as posted: the second step of a sign-in, or the first code of a new factor.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OneTimeCodeForm {
    pub one_time_code: String,
}

impl std::fmt::Debug for OneTimeCodeForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCodeForm(…)")
    }
}

impl OneTimeCodeForm {
    /// # Errors
    /// `Required` or `WrongCode` at `one_time_code`.
    pub fn parse(&self) -> Result<OneTimeCode, Failure> {
        OneTimeCode::parse(&self.one_time_code).map_err(|problem| Failure::field("one_time_code", problem))
    }
}

/// Switches a second factor off, as posted.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndSecondFactorForm {
    pub factor_password: Password,
    pub one_time_code: String,
}

impl std::fmt::Debug for EndSecondFactorForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EndSecondFactorForm(…)")
    }
}

impl EndSecondFactorForm {
    /// # Errors
    /// Each field that is missing or can be no code.
    pub fn parse(&self) -> Result<(Password, OneTimeCode), Failure> {
        let mut checks = Checks::default();
        if self.factor_password.is_empty() {
            checks.note("factor_password", Problem::Required);
        }
        let code = checks.take("one_time_code", OneTimeCode::parse(&self.one_time_code));
        checks.done()?;
        Ok((self.factor_password.clone(), code.ok_or(Problem::Invalid)?))
    }
}

/// Takes somebody's second factor away, as an operator posts it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResetSecondFactorForm {
    /// Username or e-mail address.
    pub login: String,
}

impl ResetSecondFactorForm {
    /// # Errors
    /// A missing or overlong field.
    pub fn parse(&self) -> Result<Login, Failure> {
        Login::parse(&self.login).map_err(|problem| Failure::field("login", problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_codes_of_an_app_from_recovery_codes() {
        assert_eq!(OneTimeCode::parse("123 456"), Ok(OneTimeCode::Timed("123456".to_owned())));
        assert_eq!(OneTimeCode::parse("ABCDE-1234x"), Ok(OneTimeCode::Recovery("abcde1234x".to_owned())));
        assert_eq!(OneTimeCode::parse("abcde-1234"), Err(Problem::WrongCode));
        assert_eq!(OneTimeCode::parse(" "), Err(Problem::Required));
    }

    #[test]
    fn nothing_of_a_code_is_printed() {
        let form = OneTimeCodeForm { one_time_code: "123456".to_owned() };
        assert!(!format!("{form:?} {:?}", form.parse()).contains("123"));
    }
}
