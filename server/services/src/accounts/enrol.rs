use domain::accounts::Person;
use domain::failure::{Checks, Problem};
use domain::id::UserId;
use domain::lang::Lang;
use storage::Tx;
use storage::users::{self, User};

use crate::error::ServiceError;
use crate::passwords::StoredPassword;
use crate::services::Services;

/// A person who is about to get an account.
#[derive(Debug, Clone)]
pub(crate) struct Enrolment {
    pub id: UserId,
    pub person: Person,
    pub password: StoredPassword,
    pub lang: Lang,
    pub is_operator: bool,
    /// Whether the person came by a mail to this address.
    pub email_is_proven: bool,
}

/// Writes the account.
///
/// # Errors
/// `Taken` at `username` or `email`.
pub(crate) async fn enrol(tx: &Tx, services: &Services, enrolment: Enrolment) -> Result<(), ServiceError> {
    refuse_taken_names(tx, &enrolment.person).await?;
    Ok(users::insert(tx, account(services, enrolment)).await?)
}

/// # Errors
/// `Taken` at each field that is.
async fn refuse_taken_names(tx: &Tx, person: &Person) -> Result<(), ServiceError> {
    let mut checks = Checks::default();
    if users::username_is_taken(tx, person.username.as_str()).await? {
        checks.note("username", Problem::Taken);
    }
    if users::email_is_taken(tx, person.email.as_str()).await? {
        checks.note("email", Problem::Taken);
    }
    Ok(checks.done()?)
}

fn account(services: &Services, enrolment: Enrolment) -> User {
    let now = services.now();
    let Enrolment { id, person, password, lang, is_operator, email_is_proven } = enrolment;
    User {
        id,
        email: person.email.into(),
        username: person.username.as_str().to_owned(),
        name: person.name,
        phone: person.phone.map(|phone| phone.as_str().to_owned()),
        password: password.as_str().to_owned(),
        password_changed_at: now,
        lang,
        is_operator,
        email_verified_at: email_is_proven.then_some(now),
        phone_verified_at: None,
        created_at: now,
        last_sign_in_at: None,
        closed_at: None,
    }
}

/// Two sign-ups at the same moment both pass the look; the second one meets the unique index.
impl Enrolment {
    pub fn explain(error: ServiceError) -> ServiceError {
        match error {
            ServiceError::Storage(cause) if cause.is_duplicate() => Problem::Taken.into(),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use storage::{DbErr, StorageError};

    #[test]
    fn only_a_duplicate_is_explained_as_taken() {
        let other = ServiceError::from(StorageError::from(DbErr::Custom("x".to_owned())));
        assert_eq!(Enrolment::explain(other).problem(), None);
    }
}
