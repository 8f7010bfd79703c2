use domain::company::CompanyMode;
use domain::credit::redundant;
use domain::id::AccountId;
use domain::time::{CivilTime, Timestamp};
use storage::balance_readings;

use crate::error::ServiceError;
use crate::services::Services;

/// Days that every reading is kept; then those are that the days need which they are from.
const FINE: i32 = 7;
/// Days that any reading is kept.
const KEPT: i32 = 730;
/// Readings that one transaction forgets.
const PIECE: usize = 500;

impl Services {
    /// Thins out what is known of credit with age.
    pub(crate) async fn thin_balance_readings(&self) -> Result<(), ServiceError> {
        let today = self.now().to_istanbul().date();
        let ago = |days: i32| Timestamp::from_istanbul(CivilTime::midnight(today.plus_days(-days)));
        let (fine, kept) = (ago(FINE), ago(KEPT));
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(balance_readings::expire(tx, kept).await?) }));
        work.await?;
        for account in balance_readings::with_any_before(self.db().read(), fine).await? {
            self.thin_readings_of(account, fine).await?;
        }
        Ok(())
    }

    async fn thin_readings_of(&self, account: AccountId, before: Timestamp) -> Result<(), ServiceError> {
        let all = balance_readings::before(self.db().read(), account, before).await?;
        for mode in CompanyMode::ALL {
            let made = all.iter().filter(|reading| reading.mode == *mode);
            let (ids, balances): (Vec<_>, Vec<_>) =
                made.map(|reading| (reading.id, reading.balance.clone())).unzip();
            let gone: Vec<_> = redundant(&balances).into_iter().map(|at| ids[at]).collect();
            for piece in gone.chunks(PIECE) {
                let piece = piece.to_vec();
                let work = self
                    .db()
                    .write(move |tx| Box::pin(async move { Ok(balance_readings::delete(tx, piece).await?) }));
                work.await?;
            }
        }
        Ok(())
    }
}
