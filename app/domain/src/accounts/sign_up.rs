use serde::{Deserialize, Serialize};

use super::{Password, Username};
use crate::email_address::EmailAddress;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{is_ticked, optional, required_line};
use crate::id::PolicyVersionId;
use crate::phone::PhoneNumber;

/// A person as given at sign-up; part of several forms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonFields {
    pub name: String,
    pub username: String,
    pub email: String,
    /// May stay empty.
    pub phone: String,
}

/// A person whose fields are well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub username: Username,
    pub email: EmailAddress,
    pub phone: Option<PhoneNumber>,
}

impl PersonFields {
    /// Notes what is wrong under the fields' own names; `None` when anything is.
    pub fn check(&self, checks: &mut Checks) -> Option<Person> {
        let name = checks.take("name", required_line(&self.name, 100));
        let username = checks.take("username", Username::parse(&self.username));
        let email = checks.take("email", EmailAddress::parse(&self.email).map_err(Problem::from));
        let phone = checks.take("phone", optional(&self.phone, PhoneNumber::parse));
        Some(Person { name: name?, username: username?, email: email?, phone: phone? })
    }
}

/// The versions of the documents that stood on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenPolicies {
    /// Accepted by a tick of its own.
    pub terms: PolicyVersionId,
    /// Shown; there is nothing to accept.
    pub clarification: PolicyVersionId,
}

impl SeenPolicies {
    /// Checks the tick (never set beforehand) and the two hidden version fields.
    pub fn check(accept: &str, terms: &str, clarification: &str, checks: &mut Checks) -> Option<Self> {
        if !is_ticked(accept) {
            checks.note("accept_terms", Problem::MustAccept);
        }
        let id = |text: &str| text.trim().parse().map_err(|_| Problem::Malformed);
        let terms = checks.take("terms", id(terms));
        let clarification = checks.take("clarification", id(clarification));
        Some(Self { terms: terms?, clarification: clarification? })
    }
}

/// The first sign-up: makes the operator and the first company.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpForm {
    pub name: String,
    pub username: String,
    pub email: String,
    pub phone: String,
    pub password: Password,
    pub password_again: Password,
    pub company_name: String,
    /// A check box.
    pub accept_terms: String,
    /// Hidden: the id of the terms shown.
    pub terms: String,
    /// Hidden: the id of the clarification text shown.
    pub clarification: String,
}

/// A sign-up whose fields are well-formed.
#[derive(Debug, Clone)]
pub struct SignUp {
    pub person: Person,
    pub password: Password,
    pub company_name: String,
    pub seen: SeenPolicies,
}

impl SignUpForm {
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn parse(&self) -> Result<SignUp, Failure> {
        let mut checks = Checks::default();
        let person = self.person_fields().check(&mut checks);
        self.password.check_new(&self.password_again, &mut checks);
        let company_name = checks.take("company_name", required_line(&self.company_name, 150));
        let seen = SeenPolicies::check(&self.accept_terms, &self.terms, &self.clarification, &mut checks);
        checks.done()?;
        match (person, company_name, seen) {
            (Some(person), Some(company_name), Some(seen)) => {
                Ok(SignUp { person, password: self.password.clone(), company_name, seen })
            }
            _ => Err(Problem::Invalid.into()),
        }
    }

    fn person_fields(&self) -> PersonFields {
        PersonFields {
            name: self.name.clone(),
            username: self.username.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> SignUpForm {
        SignUpForm {
            name: "Ayşe Işık".to_owned(),
            username: "ayşe".to_owned(),
            email: "ayse@firma.com.tr".to_owned(),
            phone: String::new(),
            password: Password::new("mor salkım altında"),
            password_again: Password::new("mor salkım altında"),
            company_name: "Işık Ltd.".to_owned(),
            accept_terms: "on".to_owned(),
            terms: PolicyVersionId::from_i64(1).to_string(),
            clarification: PolicyVersionId::from_i64(2).to_string(),
        }
    }

    fn problem_of(form: &SignUpForm, field: &str) -> Option<Problem> {
        form.parse().err().and_then(|failure| failure.of(field).map(|found| found.problem))
    }

    #[test]
    fn takes_a_filled_form() -> Result<(), Failure> {
        let sign_up = filled().parse()?;
        assert_eq!(sign_up.person.username.key(), "ayse");
        assert_eq!(sign_up.person.phone, None);
        assert_eq!(sign_up.seen.clarification, PolicyVersionId::from_i64(2));
        Ok(())
    }

    #[test]
    fn refuses_terms_that_were_not_ticked() {
        let form = SignUpForm { accept_terms: String::new(), ..filled() };
        assert_eq!(problem_of(&form, "accept_terms"), Some(Problem::MustAccept));
    }

    #[test]
    fn refuses_a_version_that_nobody_could_have_seen() {
        let form = SignUpForm { terms: "cmp_0000000000001".to_owned(), ..filled() };
        assert_eq!(problem_of(&form, "terms"), Some(Problem::Malformed));
    }

    #[test]
    fn refuses_passwords_that_differ() {
        let form = SignUpForm { password_again: Password::new("mor salkım altinda"), ..filled() };
        assert_eq!(problem_of(&form, "password_again"), Some(Problem::PasswordMismatch));
    }

    #[test]
    fn an_empty_form_names_every_field() {
        for field in ["name", "username", "email", "password", "company_name", "accept_terms", "terms"] {
            assert!(problem_of(&SignUpForm::default(), field).is_some(), "{field}");
        }
    }
}
