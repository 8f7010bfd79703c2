//! Keeping the lanes in step with the accounts.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use domain::company::CompanyMode;
use domain::email_address::EmailAddress;
use domain::id::AccountId;
use domain::provider_accounts::{AccountState, PauseReason};
use providers::provider::Limit;
use storage::provider_accounts::{self, AccountStamp, ProviderAccount, SendingAccount};

use super::inner::Inner;
use super::lane::{Lane, LaneParts};
use crate::error::ServiceError;

impl Inner {
    /// Opens lanes of new and changed accounts, closes those of paused and removed ones.
    pub async fn refresh_lanes(&self) -> Result<(), ServiceError> {
        let stamps = provider_accounts::stamps(self.db().read()).await?;
        let active = stamps.into_iter().filter(|stamp| stamp.state == AccountState::Active.code());
        let active: HashMap<_, _> = active.map(|stamp| (AccountId::from_i64(stamp.id), stamp)).collect();
        let mut closed = HashMap::new();
        for lane in self.lanes() {
            let unchanged = active.get(&lane.id).is_some_and(|stamp| is_same(stamp, &lane.stamp));
            if !unchanged || lane.is_stopped() {
                self.close_lane(&lane);
                closed.insert(lane.id, lane);
            }
        }
        for (account, stamp) in active {
            if self.lane(account).is_none() {
                self.open_lane(account, stamp, closed.get(&account)).await?;
            }
        }
        Ok(())
    }

    fn close_lane(&self, lane: &Lane) {
        lane.stop();
        self.lanes.write().unwrap_or_else(PoisonError::into_inner).remove(&lane.id);
    }

    async fn open_lane(
        &self,
        account: AccountId,
        stamp: AccountStamp,
        before: Option<&Arc<Lane>>,
    ) -> Result<(), ServiceError> {
        let Some(SendingAccount { account, mode }) =
            provider_accounts::load(self.db().read(), account).await?
        else {
            return Ok(());
        };
        let provider = match self.services.build_provider(&account, mode).await? {
            Ok(provider) => provider,
            Err(failure) => {
                let (company, id) = (account.company, account.id);
                return Ok(self.pause_account(company, id, PauseReason::Settings, &failure).await?);
            }
        };
        let lane = Arc::new(Lane::new(LaneParts {
            id: account.id,
            company: account.company,
            channel: account.channel,
            mode,
            mail_domain: mail_domain(&account),
            stamp,
            provider,
            rate: account.rate.map(|(count, per)| Limit::new(count, Duration::from_secs(per.into()))),
            throttled_until: account.throttled_until,
            faster: if mode == CompanyMode::Test { self.config.faster } else { 1 },
        }));
        if let Some(before) = before {
            lane.succeed(before);
        }
        self.lanes.write().unwrap_or_else(PoisonError::into_inner).insert(lane.id, lane);
        Ok(())
    }
}

/// Whether a lane of this stamp still serves; being throttled changes no setting.
fn is_same(stamp: &AccountStamp, other: &AccountStamp) -> bool {
    AccountStamp { throttled_until: None, ..*stamp } == AccountStamp { throttled_until: None, ..*other }
}

fn mail_domain(account: &ProviderAccount) -> String {
    let sender = account.settings.get("from_address").and_then(|value| value.as_str());
    let sender = sender.and_then(|text| EmailAddress::parse(text).ok());
    sender.map_or_else(|| "localhost".to_owned(), |address| address.domain().to_owned())
}
