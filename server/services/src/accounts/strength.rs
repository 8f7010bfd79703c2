use domain::accounts::{Password, Person};
use domain::failure::{Failure, Problem};

use crate::error::ServiceError;
use crate::passwords::{is_breached, is_easy_to_guess};
use crate::services::Services;

/// Refuses a new password that a guesser finds early, or that is known from breaches.
///
/// # Errors
/// `PasswordWeak` or `PasswordBreached` at the field `password`.
pub(crate) async fn require_strong(
    services: &Services,
    password: &Password,
    names: &[&str],
) -> Result<(), ServiceError> {
    let brand = services.brand().await?;
    let names: Vec<&str> = names.iter().copied().chain([brand.name.as_str()]).collect();
    if is_easy_to_guess(password, &names) {
        return Err(Failure::field("password", Problem::PasswordWeak).into());
    }
    if is_breached(password) {
        return Err(Failure::field("password", Problem::PasswordBreached).into());
    }
    Ok(())
}

/// The names of a person that a password must not consist of.
pub(super) fn names_of(person: &Person) -> [&str; 3] {
    [&person.name, person.username.as_str(), person.email.as_str()]
}
