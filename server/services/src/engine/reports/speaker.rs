use std::sync::Arc;

use domain::id::{AccountId, CompanyId};
use domain::message::Channel;
use providers::provider::{Capabilities, Provider};
use storage::provider_accounts::ProviderAccount;

use crate::engine::lane::Lane;

/// An account whose provider's words are taken in, whether or not it may send.
#[derive(Clone)]
pub(in crate::engine) struct Speaker {
    pub id: AccountId,
    pub company: CompanyId,
    pub channel: Channel,
    pub provider: Arc<dyn Provider>,
    pub able: Capabilities,
}

impl Speaker {
    pub fn new(account: &ProviderAccount, provider: Arc<dyn Provider>) -> Self {
        let able = provider.capabilities();
        Self { id: account.id, company: account.company, channel: account.channel, provider, able }
    }

    pub fn of(lane: &Lane) -> Self {
        let provider = Arc::clone(&lane.provider);
        Self { id: lane.id, company: lane.company, channel: lane.channel, provider, able: lane.able }
    }
}
