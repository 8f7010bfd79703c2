//! Keeping the lanes in step with the accounts.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use domain::company::CompanyMode;
use domain::email_address::EmailAddress;
use domain::id::AccountId;
use domain::provider_accounts::{AccountState, PauseReason};
use providers::provider::{Limit, Provider, ProviderFailure};
use storage::provider_accounts::{self, AccountStamp, ProviderAccount, SendingAccount};

use super::inner::Inner;
use super::lane::{Lane, LaneParts};
use crate::error::ServiceError;

impl Inner {
    /// Opens lanes of new and changed accounts, closes those of removed ones. A paused account keeps a
    /// lane that sends nothing: its provider is still heard and asked.
    pub async fn refresh_lanes(&self) -> Result<(), ServiceError> {
        let stamps = provider_accounts::stamps(self.db().read()).await?;
        let stamps: HashMap<_, _> =
            stamps.into_iter().map(|stamp| (AccountId::from_i64(stamp.id), stamp)).collect();
        let mut closed = HashMap::new();
        for lane in self.lanes() {
            let serves = stamps.get(&lane.id).is_some_and(|stamp| serves(&lane, stamp));
            if !serves {
                self.close_lane(&lane);
                closed.insert(lane.id, lane);
            }
        }
        for (account, stamp) in stamps {
            if self.lane(account).is_some() || self.is_unusable(account, &stamp) {
                continue;
            }
            if let Err(error) = self.open_lane(account, stamp, closed.get(&account)).await {
                tracing::error!(%account, %error, "an account could not be opened");
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
        let provider = match self.services.build_provider(&account, mode).await {
            Ok(Ok(provider)) => provider,
            Ok(Err(failure)) => {
                return self.set_aside(&account, stamp, PauseReason::Settings, &failure).await;
            }
            Err(ServiceError::Secrets(error)) => {
                let failure = ProviderFailure::config(error.to_string());
                return self.set_aside(&account, stamp, PauseReason::Sealed, &failure).await;
            }
            Err(error) => return Err(error),
        };
        let lane = Arc::new(self.lane_of(&account, mode, stamp, provider));
        if let Some(before) = before {
            lane.succeed(before);
        }
        self.lanes.write().unwrap_or_else(PoisonError::into_inner).insert(lane.id, lane);
        Ok(())
    }

    fn lane_of(
        &self,
        account: &ProviderAccount,
        mode: CompanyMode,
        stamp: AccountStamp,
        provider: Arc<dyn Provider>,
    ) -> Lane {
        Lane::new(LaneParts {
            id: account.id,
            company: account.company,
            channel: account.channel,
            mode,
            mail_domain: mail_domain(account),
            stamp,
            provider,
            rate: account.rate.map(|(count, per)| Limit::new(count, Duration::from_secs(per.into()))),
            throttled_until: account.throttled_until,
            balance_at: account.balance.as_ref().map(|balance| balance.at),
            faster: if mode == CompanyMode::Test { self.config.faster } else { 1 },
            pause: account.pause.as_ref().map(|pause| pause.reason),
        })
    }

    /// Pauses an account that cannot be used as it is, and leaves it alone until it is changed.
    async fn set_aside(
        &self,
        account: &ProviderAccount,
        stamp: AccountStamp,
        reason: PauseReason,
        failure: &ProviderFailure,
    ) -> Result<(), ServiceError> {
        if account.pause.is_none() {
            self.services.stop_account(account.company, account.id, reason, failure).await?;
        }
        let mut unusable = self.unusable.lock().unwrap_or_else(PoisonError::into_inner);
        unusable.insert(account.id, AccountStamp { state: AccountState::Paused.code(), ..stamp });
        Ok(())
    }

    fn is_unusable(&self, account: AccountId, stamp: &AccountStamp) -> bool {
        let unusable = self.unusable.lock().unwrap_or_else(PoisonError::into_inner);
        unusable.get(&account).is_some_and(|known| is_same(known, stamp))
    }
}

/// Whether a lane may stay: one that was stopped only while its account is.
fn serves(lane: &Lane, stamp: &AccountStamp) -> bool {
    let is_paused = stamp.state == AccountState::Paused.code();
    is_same(stamp, &lane.stamp) && (is_paused || !lane.is_stopped())
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
