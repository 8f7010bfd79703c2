use domain::id::CompanyId;
use domain::topic::Topic;
use storage::ledger::Change;

use crate::services::Services;

impl Services {
    /// Tells open pages that something looks different now: those of this process, and those of others that
    /// share its database.
    pub(crate) fn tell(&self, company: CompanyId, topic: Topic) {
        self.live().tell(company, topic);
        self.sql_ledger().tell_elsewhere(Change { company, topic });
    }
}
