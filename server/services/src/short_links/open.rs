use domain::failure::Problem;
use storage::short_links::{self, Destination};
use url::Url;

use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;
use crate::tokens::is_token;

/// Links of one write.
const PIECE: u32 = 500;

impl Services {
    /// Where a short address leads: what was typed, in the characters of a header. It is counted, and not
    /// who opens it; `counts` is false for a program that only looks whether it is there.
    ///
    /// # Errors
    /// `NotFound` for one that is none or has expired; `TooManyTries` after many of them.
    pub async fn open_short_link(
        &self,
        code: &str,
        counts: bool,
        origin: &Origin,
    ) -> Result<String, ServiceError> {
        let Some(found) = self.find_short_link(code).await? else {
            self.count_wrong_link(origin).await?;
            return Err(Problem::NotFound.into());
        };
        if found.expires_at <= self.now() {
            return Err(Problem::NotFound.into());
        }
        let target = Url::parse(&found.target).map_err(|_| Problem::NotFound)?;
        if counts {
            let work = self
                .db()
                .write(move |tx| Box::pin(async move { short_links::count_opened(tx, found.counter).await }));
            work.await?;
        }
        Ok(target.into())
    }

    async fn find_short_link(&self, code: &str) -> Result<Option<Destination>, ServiceError> {
        if !is_token(code) {
            return Ok(None);
        }
        Ok(short_links::find(self.db().read(), &self.code_hash(code)).await?)
    }

    /// Forgets addresses that lead nowhere any more.
    pub(crate) async fn purge_short_links(&self) -> Result<(), ServiceError> {
        let now = self.now();
        loop {
            let work =
                self.db().write(move |tx| Box::pin(async move { short_links::purge(tx, now, PIECE).await }));
            if work.await? < u64::from(PIECE) {
                return Ok(());
            }
        }
    }
}
