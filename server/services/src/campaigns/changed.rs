use domain::id::{CampaignId, CompanyId};
use domain::topic::Topic;

use crate::services::Services;

impl Services {
    /// Tells open pages that a campaign looks different now: its own, and the list.
    pub(crate) fn campaign_changed(&self, company: CompanyId, campaign: CampaignId) {
        self.tell(company, Topic::Campaign(campaign));
    }
}
