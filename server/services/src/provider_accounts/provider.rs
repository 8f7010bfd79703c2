//! From stored accounts to working providers, and from their failures to words.

use std::sync::Arc;

use domain::company::CompanyMode;
use domain::failure::{Failure, Problem};
use domain::id::{AccountId, CompanyId};
use providers::descriptor::Settings;
use providers::provider::{FailureKind, Provider, ProviderFailure};
use storage::provider_accounts::{self, ProviderAccount};

use super::sealing::open;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The provider of a company's account, in the company's mode.
    pub(super) async fn provider_of(
        &self,
        company: CompanyId,
        account: AccountId,
    ) -> Result<(ProviderAccount, Arc<dyn Provider>), ServiceError> {
        let sending = provider_accounts::load(self.db().read(), account).await?;
        let sending = sending.filter(|found| found.account.company == company).ok_or(Problem::NotFound)?;
        let provider = self.build_provider(&sending.account, sending.mode).await?;
        Ok((sending.account, provider.map_err(|failure| told(&failure))?))
    }

    /// The working provider of an account, made when there is none; the inner error is what is wrong with the settings.
    pub(crate) async fn build_provider(
        &self,
        account: &ProviderAccount,
        mode: CompanyMode,
    ) -> Result<Result<Arc<dyn Provider>, ProviderFailure>, ServiceError> {
        let (id, version) = (account.id, account.version);
        if let Some(provider) = self.built_providers().get(id, version, mode) {
            return Ok(Ok(provider));
        }
        let secrets = open(self.vault(), account.company, id, &account.secrets).await?;
        let settings: Settings = account.settings.iter().map(|(name, value)| (name, value.clone())).collect();
        let built = self.outbounds().build(mode, &account.provider, id, &settings, &secrets);
        Ok(built.inspect(|provider| self.built_providers().keep(id, version, mode, provider)))
    }
}

/// A provider's failure in the user's words; its own words go to the log only, under the reference.
pub(super) fn told(failure: &ProviderFailure) -> Failure {
    let reference = crate::error::new_reference();
    tracing::info!(reference, kind = ?failure.kind, code = failure.code, text = failure.text, "a provider refused");
    let detail = match (failure.code.as_str(), failure.kind) {
        ("", FailureKind::Unauthorized) => "unauthorized",
        ("", FailureKind::Config) => "settings",
        ("", FailureKind::NoCredit) => "no_credit",
        (code, _) => code,
    };
    let detail = Some(detail.to_owned()).filter(|detail| !detail.is_empty());
    Failure { problem: problem_of(failure.kind), fields: Vec::new(), reference: Some(reference), detail }
}

const fn problem_of(kind: FailureKind) -> Problem {
    match kind {
        FailureKind::Unreachable => Problem::ProviderUnreachable,
        FailureKind::Throttled { .. } => Problem::Busy,
        FailureKind::Unclear | FailureKind::Unreadable => Problem::ProviderUnclear,
        FailureKind::Config
        | FailureKind::Unauthorized
        | FailureKind::Rejected { .. }
        | FailureKind::OptedOut
        | FailureKind::NoCredit => Problem::ProviderRefused,
    }
}
