use std::collections::HashMap;

use domain::id::CompanyId;
use domain::operator::{AuditChainRow, AuditCheck, ChainState};
use storage::{audit, companies};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Checks every audit chain of the installation, the platform's first; for operators. It reads every
    /// entry there is.
    ///
    /// # Errors
    /// `Forbidden`, or storage.
    pub async fn verify_audit_chains(&self, actor: &Actor) -> Result<AuditCheck, ServiceError> {
        actor.require_operator()?;
        let at = self.now();
        let mut names: HashMap<CompanyId, String> =
            companies::names(self.db().read()).await?.into_iter().collect();
        // Nobody works in it.
        names.remove(&self.platform_company().await?);
        let mut owners = audit::owners(self.db().read()).await?;
        owners.insert(None);
        owners.extend(names.keys().copied().map(Some));
        let mut chains = Vec::with_capacity(owners.len());
        for company in owners {
            let name = company.and_then(|company| names.get(&company).cloned()).unwrap_or_default();
            chains.push(AuditChainRow { company, name, state: self.state_of(company).await? });
        }
        Ok(AuditCheck { at, chains })
    }

    /// The first entry of a company is that it was made, so it has one.
    async fn state_of(&self, company: Option<CompanyId>) -> Result<ChainState, ServiceError> {
        match self.verify_audit_chain(company).await? {
            ChainState::Whole(0) if company.is_some() => Ok(ChainState::BrokenAt(1)),
            state => Ok(state),
        }
    }
}
