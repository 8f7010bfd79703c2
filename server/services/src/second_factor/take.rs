use domain::accounts::OneTimeCode;
use domain::id::UserId;
use storage::{Tx, second_factors};
use zeroize::Zeroizing;

use super::totp::matching_step;
use crate::error::ServiceError;
use crate::services::Services;

/// A factor that is on, opened for one check.
#[derive(Clone)]
pub(crate) struct OpenFactor {
    pub user: UserId,
    seed: Zeroizing<Vec<u8>>,
}

/// What let somebody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    Timed,
    Recovery,
}

impl Services {
    /// The factor of a person, when one is on; not inside a write.
    pub(crate) async fn open_factor(&self, user: UserId) -> Result<Option<OpenFactor>, ServiceError> {
        let found = second_factors::find(self.db().read(), user).await?;
        let Some(factor) = found.filter(|factor| factor.confirmed_at.is_some()) else { return Ok(None) };
        let seed = self.open_seed(user, factor.seed).await?.bytes()?;
        Ok(Some(OpenFactor { user, seed }))
    }
}

impl OpenFactor {
    /// Takes a code, once: what was taken before is wrong from then on, and so is every earlier code of
    /// the app. `None` for a wrong one.
    pub async fn take(
        &self,
        tx: &Tx,
        services: &Services,
        code: &OneTimeCode,
    ) -> Result<Option<Taken>, ServiceError> {
        let now = services.now();
        match code {
            OneTimeCode::Timed(digits) => {
                let Some(step) = matching_step(&self.seed, digits, now) else { return Ok(None) };
                Ok(second_factors::use_step(tx, self.user, step).await?.then_some(Taken::Timed))
            }
            OneTimeCode::Recovery(letters) => {
                let hash = services.recovery_hash(self.user, letters);
                Ok(second_factors::use_code(tx, self.user, &hash, now).await?.then_some(Taken::Recovery))
            }
        }
    }
}
