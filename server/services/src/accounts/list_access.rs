use domain::accounts::AccessRow;
use storage::audit::{Access, of_user};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// How many lines a person sees of their log.
const LINES: u64 = 50;

impl Services {
    /// The latest fifty lines of the access log of the person who asks.
    ///
    /// # Errors
    /// Storage.
    pub async fn list_access(&self, actor: &Actor) -> Result<Vec<AccessRow>, ServiceError> {
        let lines = of_user(self.db().read(), actor.user(), None, LINES).await?;
        Ok(lines.into_iter().map(row).collect())
    }
}

fn row(line: Access) -> AccessRow {
    AccessRow { kind: line.kind, at: line.at, address: line.address, agent: line.agent }
}
