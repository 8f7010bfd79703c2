//! Two errors and the one door between them: [`ServiceError`] tells the operator everything,
//! [`Failure`] tells the user what to do.

use domain::failure::{Failure, Problem};
use domain::id::encode;
use rand::Rng;
use storage::{DbErr, StorageError};

use crate::files::FilesError;
use crate::passwords::PasswordError;
use crate::secrets::SecretsError;

/// Why a use case did not succeed, with everything the operator needs. Turn it into a [`Failure`] by
/// `?` or `into()` at the edge; that is where it is logged, once.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Nothing is broken: the caller has to change something.
    #[error("refused: {0}")]
    Refused(#[from] Failure),
    #[error("storage: {0}")]
    Storage(#[from] StorageError),
    #[error("secrets: {0}")]
    Secrets(#[from] SecretsError),
    #[error("files: {0}")]
    Files(#[from] FilesError),
    #[error("passwords: {0}")]
    Passwords(#[from] PasswordError),
    /// Something that cannot be, was; the text says what.
    #[error("broken: {0}")]
    Broken(&'static str),
}

impl From<Problem> for ServiceError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem.into())
    }
}

impl From<DbErr> for ServiceError {
    fn from(error: DbErr) -> Self {
        Self::Storage(error.into())
    }
}

impl ServiceError {
    /// The problem, when it is the caller's to solve.
    pub const fn problem(&self) -> Option<Problem> {
        match self {
            Self::Refused(failure) => Some(failure.problem),
            Self::Passwords(PasswordError::Busy) => Some(Problem::Busy),
            Self::Storage(StorageError::LimitReached(reached)) => Some(reached.problem()),
            _ => None,
        }
    }
}

/// The door: what is ours to mend is logged under a reference number, which is all the user gets of it.
impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused(failure) => failure,
            ServiceError::Passwords(PasswordError::Busy) => Self::new(Problem::Busy),
            ServiceError::Storage(StorageError::LimitReached(reached)) => reached.into(),
            broken => {
                let reference = new_reference();
                tracing::error!(reference, error = %broken, "a use case failed");
                Self { reference: Some(reference), ..Self::new(Problem::Internal) }
            }
        }
    }
}

/// Eight digits that are easy to read out on the telephone.
pub fn new_reference() -> String {
    let digits = encode(rand::rng().random_range(1..i64::MAX));
    digits[digits.len() - 8..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_cause_reaches_the_user() {
        let cause = StorageError::File("/secret/path".to_owned());
        let failure = Failure::from(ServiceError::from(cause));
        assert_eq!(failure.problem, Problem::Internal);
        assert_eq!(failure.reference.as_ref().map(String::len), Some(8));
        assert!(!format!("{failure:?}").contains("secret"));
    }

    #[test]
    fn a_refusal_passes_unchanged() {
        let refusal = Failure::field("email", Problem::Taken);
        assert_eq!(Failure::from(ServiceError::from(refusal.clone())), refusal);
    }

    #[test]
    fn a_flood_of_sign_ins_is_told_to_wait() {
        let failure = Failure::from(ServiceError::from(PasswordError::Busy));
        assert_eq!((failure.problem, failure.reference), (Problem::Busy, None));
    }
}
