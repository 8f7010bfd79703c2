use domain::campaigns::CampaignState;
use domain::contacts::TagRow;
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::rights::Right;
use domain::search::{CampaignHit, Hits, SearchResults, SearchText};
use storage::campaigns::NamedCampaign;
use storage::ids::made_at;
use storage::{campaigns, contacts};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Hits shown of each kind.
pub(super) const SHOWN: usize = 8;

/// Campaigns whose names are looked at, from the newest on.
const CAMPAIGNS: u32 = 2_000;

impl Services {
    /// The first few people, tags, campaigns and messages of the company that a text means: people by name,
    /// code, phone and e-mail address, messages by recipient and by their id. Without the right to see
    /// contacts there are no people and no tags, without the right to see messages no messages and no
    /// campaigns. Nothing that can be searched finds nothing.
    ///
    /// # Errors
    /// `Forbidden` without both rights, or storage.
    pub async fn find(&self, actor: &Actor, typed: &str) -> Result<SearchResults, ServiceError> {
        let company = actor.company()?;
        let [sees_contacts, sees_messages] =
            [Right::SeeContacts, Right::SeeMessages].map(|right| actor.rights().has(right));
        if !sees_contacts && !sees_messages {
            return Err(Problem::Forbidden.into());
        }
        let mut results = SearchResults::default();
        let Some(text) = SearchText::parse(typed) else { return Ok(results) };
        if sees_contacts {
            let found = contacts::search(self.db().read(), company, &text, SHOWN).await?;
            let rows = self.contact_rows(company, &found.rows).await?;
            results.people = Hits { rows, more: found.more };
            results.tags = named_tags(self.list_tags(actor).await?, &text);
        }
        if sees_messages {
            results.campaigns = self.named_campaigns(company, &text).await?;
            results.messages = self.messages_meant(actor, company, &text, &results.people).await?;
        }
        Ok(results)
    }

    async fn named_campaigns(
        &self,
        company: CompanyId,
        text: &SearchText,
    ) -> Result<Hits<CampaignHit>, ServiceError> {
        let newest = campaigns::newest_named(self.db().read(), company, CAMPAIGNS).await?;
        let named = newest.into_iter().filter(|campaign| text.names(&campaign.name));
        let hit = |campaign: NamedCampaign| CampaignHit {
            id: campaign.id,
            name: campaign.name,
            created: made_at(campaign.id.as_i64()),
            draft: campaign.state == CampaignState::Draft,
        };
        Ok(Hits::first(SHOWN, named.map(hit)))
    }
}

fn named_tags(tags: Vec<TagRow>, text: &SearchText) -> Hits<TagRow> {
    Hits::first(SHOWN, tags.into_iter().filter(|tag| text.names(&tag.name)))
}
