use domain::failure::Problem;
use domain::rights::Right;
use domain::short_links::{ShortLinkRow, ShortLinksView};
use storage::companies;
use storage::short_links::{self, OpenedCount};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Rows of the page.
const MOST: u32 = 200;

impl Services {
    /// Whether the company's addresses are shortened, and how often the short ones were opened.
    ///
    /// # Errors
    /// `Forbidden` without the right to see reports.
    pub async fn list_short_links(&self, actor: &Actor) -> Result<ShortLinksView, ServiceError> {
        let company = actor.require(Right::SeeReports)?;
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        let rows = short_links::list(self.db().read(), company, MOST).await?;
        Ok(ShortLinksView {
            is_on: found.short_links,
            is_unreachable: self.is_unreachable(&found),
            sample: self.sample_link(),
            may_switch: actor.rights().has(Right::ManageCompany),
            rows: rows.into_iter().map(shown).collect(),
        })
    }
}

fn shown(counted: OpenedCount) -> ShortLinkRow {
    ShortLinkRow {
        address: counted.address,
        campaign: counted.campaign,
        campaign_name: counted.campaign_name.unwrap_or_default(),
        made: counted.made_at,
        opened: counted.opened,
    }
}
