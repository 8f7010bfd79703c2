use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::company::CompanyMode;
use domain::id::AccountId;
use providers::provider::Provider;

/// Working providers, each made once per account, version and mode: with it its connections are shared
/// by all who use the account.
#[derive(Default)]
pub(crate) struct BuiltProviders(Mutex<HashMap<AccountId, Built>>);

struct Built {
    version: i32,
    mode: CompanyMode,
    provider: Arc<dyn Provider>,
}

impl BuiltProviders {
    pub(super) fn get(
        &self,
        account: AccountId,
        version: i32,
        mode: CompanyMode,
    ) -> Option<Arc<dyn Provider>> {
        let built = self.built();
        let found = built.get(&account).filter(|built| built.version == version && built.mode == mode);
        found.map(|built| Arc::clone(&built.provider))
    }

    pub(super) fn keep(
        &self,
        account: AccountId,
        version: i32,
        mode: CompanyMode,
        provider: &Arc<dyn Provider>,
    ) {
        self.built().insert(account, Built { version, mode, provider: Arc::clone(provider) });
    }

    pub(crate) fn forget(&self, account: AccountId) {
        self.built().remove(&account);
    }

    fn built(&self) -> MutexGuard<'_, HashMap<AccountId, Built>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
