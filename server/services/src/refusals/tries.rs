//! Links cannot be guessed, and a page cannot be flipped for ever.

use std::time::Duration;

use domain::failure::{Failure, Problem};
use storage::sessions::{TryScope, count_failure, lock_tries};

use crate::accounts::{BackOff, seconds};
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Counts an address that opens links which are none. Refusing by a right link is never held up.
    pub(crate) async fn count_wrong_link(&self, origin: &Origin) -> Result<(), ServiceError> {
        let subject = self.secret().pseudonym("refusal_tries.v1", &origin.network());
        self.count(TryScope::WrongLink, subject, BackOff::LINK).await
    }

    /// Counts taking a refusal back: somebody who changes their mind, not a program.
    pub(super) async fn count_undo(&self, token: &str) -> Result<(), ServiceError> {
        let subject = self.secret().pseudonym("refusal_tries.v1", token);
        self.count(TryScope::Undo, subject, BackOff::LINK).await
    }

    async fn count(&self, scope: TryScope, subject: Vec<u8>, rule: BackOff) -> Result<(), ServiceError> {
        let now = self.now();
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let count = lock_tries(tx, scope, &subject).await?;
                let wait = BackOff::wait(count, now);
                if wait > Duration::ZERO {
                    let late = Failure::new(Problem::TooManyTries).with_detail(seconds(wait).to_string());
                    return Err(ServiceError::from(late));
                }
                Ok(count_failure(tx, scope, &subject, rule.after(count, now)).await?)
            })
        });
        work.await
    }
}
