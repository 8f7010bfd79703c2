//! What stands behind the ids in a list: each is looked up once.

use std::collections::HashMap;

use domain::campaigns::title_of;
use domain::id::{AccountId, CampaignId, CompanyId, UserId};
use domain::rights::Right;
use storage::{campaigns, provider_accounts, users};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Names of people, accounts and campaigns of one company, as its list needs them.
#[derive(Debug, Default)]
pub(crate) struct Names {
    users: HashMap<UserId, String>,
    accounts: HashMap<AccountId, String>,
    campaigns: HashMap<CampaignId, String>,
}

impl Names {
    pub async fn user(
        &mut self,
        services: &Services,
        id: Option<UserId>,
    ) -> Result<Option<String>, ServiceError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(name) = self.users.get(&id) {
            return Ok(Some(name.clone()));
        }
        let found = users::find(services.db().read(), id).await?;
        let name = found.map(|user| user.name).unwrap_or_default();
        self.users.insert(id, name.clone());
        Ok(Some(name))
    }

    pub async fn account(
        &mut self,
        services: &Services,
        company: CompanyId,
        id: Option<AccountId>,
    ) -> Result<Option<String>, ServiceError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(name) = self.accounts.get(&id) {
            return Ok(Some(name.clone()));
        }
        let found = provider_accounts::find(services.db().read(), company, id).await?;
        let name = found.map(|account| account.name).unwrap_or_default();
        self.accounts.insert(id, name.clone());
        Ok(Some(name))
    }

    /// A campaign without a name is called by its text only where the reader may see texts.
    pub async fn campaign(
        &mut self,
        services: &Services,
        actor: &Actor,
        company: CompanyId,
        id: Option<CampaignId>,
    ) -> Result<Option<String>, ServiceError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(name) = self.campaigns.get(&id) {
            return Ok(Some(name.clone()));
        }
        let found = campaigns::listed(services.db().read(), company, id).await?;
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        let name = found.map(|found| title_of(&found.name, found.content.as_ref().filter(|_| sees_bodies)));
        let name = name.unwrap_or_default();
        self.campaigns.insert(id, name.clone());
        Ok(Some(name))
    }
}
