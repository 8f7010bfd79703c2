use domain::campaigns::{LeftOutList, LeftOutQuery, LeftOutRow};
use domain::id::{CampaignId, CompanyId};
use domain::rights::Right;
use storage::campaigns::{self, LeftOutPerson};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// People of one page.
const PAGE: u32 = 50;

impl Services {
    /// A page of the people whom the launch of a campaign left out, each with the reason. Campaigns of
    /// before these lists were kept have their counts only.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages; `NotFound`.
    pub async fn list_left_out(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        query: &LeftOutQuery,
    ) -> Result<LeftOutList, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let campaign = self.find_campaign(company, campaign).await?;
        let (reason, from) = query.select();
        let db = self.db().read();
        let mut found = campaigns::left_out(db, company, campaign.id, reason, from, PAGE + 1).await?;
        let next = found.get(PAGE as usize).map(|(place, _)| *place);
        found.truncate(PAGE as usize);
        let people = found.into_iter().map(|(_, person)| person).collect();
        Ok(LeftOutList {
            excluded: campaign.excluded,
            rows: self.left_out_rows(actor, company, people).await?,
            next,
        })
    }

    /// People left out with the names on their cards.
    pub(crate) async fn left_out_rows(
        &self,
        actor: &Actor,
        company: CompanyId,
        people: Vec<LeftOutPerson>,
    ) -> Result<Vec<LeftOutRow>, ServiceError> {
        let holders = people.iter().filter_map(|person| person.contact).collect();
        let names = self.card_names(actor, company, holders).await?;
        let row = |person: LeftOutPerson| LeftOutRow {
            reason: person.reason,
            name: person.contact.and_then(|id| names.get(&id).cloned()),
            contact: person.contact,
            address: person.address,
        };
        Ok(people.into_iter().map(row).collect())
    }
}
