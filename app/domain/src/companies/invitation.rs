use serde::{Deserialize, Serialize};

use crate::accounts::{Password, Person, PersonFields, SeenPolicies};
use crate::email_address::EmailAddress;
use crate::failure::{Checks, Failure, Problem};
use crate::id::InvitationId;
use crate::rights::Role;
use crate::time::Timestamp;

/// Invites somebody by e-mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteMemberForm {
    pub email: String,
    /// A word of [`Role`].
    pub role: String,
}

/// An invitation that is well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub email: EmailAddress,
    pub role: Role,
}

impl InviteMemberForm {
    /// # Errors
    /// A wrong address or an unknown role.
    pub fn parse(&self) -> Result<Invitation, Failure> {
        let mut checks = Checks::default();
        let email = checks.take("email", EmailAddress::parse(&self.email).map_err(Problem::from));
        let role = checks.take("role", Role::from_word(self.role.trim()).ok_or(Problem::Malformed));
        checks.done()?;
        match (email, role) {
            (Some(email), Some(role)) => Ok(Invitation { email, role }),
            _ => Err(Problem::Invalid.into()),
        }
    }
}

/// An open invitation in the list of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    pub invited: Timestamp,
    pub expires: Timestamp,
}

/// What the page behind an invitation link shows before it is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    pub company: String,
    pub invited_by: String,
    pub email: String,
    pub role: Role,
    /// Whether the address has an account: then sign in, else fill the form.
    pub has_account: bool,
}

/// Accepts an invitation by making an account; somebody who is signed in needs none of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptInvitationForm {
    pub name: String,
    pub username: String,
    pub phone: String,
    pub password: Password,
    pub password_again: Password,
    pub accept_terms: String,
    pub terms: String,
    pub clarification: String,
}

/// A new member whose fields are well-formed.
#[derive(Debug, Clone)]
pub struct AcceptInvitation {
    pub person: Person,
    pub password: Password,
    pub seen: SeenPolicies,
}

impl AcceptInvitationForm {
    /// Reads the form; the address is the invited one, not one that is typed.
    ///
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn parse(&self, email: &EmailAddress) -> Result<AcceptInvitation, Failure> {
        let mut checks = Checks::default();
        let person = self.person_fields(email).check(&mut checks);
        self.password.check_new(&self.password_again, &mut checks);
        let seen = SeenPolicies::check(&self.accept_terms, &self.terms, &self.clarification, &mut checks);
        checks.done()?;
        match (person, seen) {
            (Some(person), Some(seen)) => {
                Ok(AcceptInvitation { person, password: self.password.clone(), seen })
            }
            _ => Err(Problem::Invalid.into()),
        }
    }

    fn person_fields(&self, email: &EmailAddress) -> PersonFields {
        PersonFields {
            name: self.name.clone(),
            username: self.username.clone(),
            email: email.to_string(),
            phone: self.phone.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_an_address_or_a_role_it_does_not_know() {
        let form = InviteMemberForm { email: "ayse".to_owned(), role: "queen".to_owned() };
        let failure = form.parse().err().unwrap_or(Failure::new(Problem::Internal));
        assert!(failure.of("email").is_some() && failure.of("role").is_some());
    }

    #[test]
    fn the_invited_address_is_the_one_that_counts() -> Result<(), Failure> {
        let invited = EmailAddress::parse("ayse@firma.com.tr").map_err(|error| Failure::new(error.into()))?;
        let password = Password::new("mor salkım altında");
        let form = AcceptInvitationForm {
            name: "Ayşe".to_owned(),
            username: "ayse".to_owned(),
            password: password.clone(),
            password_again: password,
            accept_terms: "on".to_owned(),
            terms: "pol_0000000000001".to_owned(),
            clarification: "pol_0000000000002".to_owned(),
            ..AcceptInvitationForm::default()
        };
        assert_eq!(form.parse(&invited)?.person.email, invited);
        Ok(())
    }
}
