//! From stored accounts to working providers, and from their failures to words.

use std::sync::Arc;

use domain::company::CompanyMode;
use domain::failure::{Failure, FieldProblem, Problem};
use domain::id::{AccountId, CompanyId};
use providers::descriptor::Settings;
use providers::provider::{FailureKind, Provider, ProviderFailure};
use providers::registry;
use storage::provider_accounts::{self, ProviderAccount};

use super::sealing::open;
use super::view::values;
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
        let provider = provider.map_err(|failure| told(&sending.account, &failure))?;
        Ok((sending.account, provider))
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

/// A provider's failure in the user's words, at the field that has to change; its own words go to the
/// log only, under the reference, and its code is a detail.
pub(super) fn told(account: &ProviderAccount, failure: &ProviderFailure) -> Failure {
    let reference = crate::error::new_reference();
    tracing::info!(reference, kind = ?failure.kind, code = failure.code, text = failure.text, "a provider refused");
    let detail = Some(failure.code.clone()).filter(|code| !code.is_empty());
    let problem = problem_of(failure.kind);
    let fields = field_of(account, failure.kind).into_iter().collect();
    Failure { problem, fields, reference: Some(reference), detail }
}

fn field_of(account: &ProviderAccount, kind: FailureKind) -> Option<FieldProblem> {
    let descriptor = registry::find(&account.provider)?;
    let (name, problem) = match kind {
        FailureKind::Unauthorized => (descriptor.credential(&values(account))?, problem_of(kind)),
        FailureKind::Sender => (descriptor.sender, problem_of(kind)),
        FailureKind::Unreachable => (descriptor.server()?, Problem::HostRefused),
        _ => return None,
    };
    Some(FieldProblem { field: format!("values[{name}]"), problem, detail: None })
}

const fn problem_of(kind: FailureKind) -> Problem {
    match kind {
        FailureKind::Unreachable => Problem::ProviderUnreachable,
        FailureKind::Throttled { .. } => Problem::Busy,
        FailureKind::Unclear | FailureKind::Unreadable => Problem::ProviderUnclear,
        FailureKind::Unauthorized => Problem::ProviderCredentials,
        FailureKind::Sender => Problem::ProviderSender,
        FailureKind::NoCredit => Problem::ProviderNoCredit,
        FailureKind::Config => Problem::ProviderSettings,
        FailureKind::Rejected { .. } | FailureKind::OptedOut => Problem::ProviderRefused,
    }
}
