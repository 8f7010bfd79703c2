//! Whom an account may write to on WhatsApp in words of our own: those who wrote within a day.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::id::{AccountId, CompanyId};
use domain::messages::SERVICE_WINDOW;
use domain::time::Timestamp;
use storage::StorageError;
use storage::service_windows::{self, Heard};

use crate::services::Services;

/// The open ones among the windows that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Windows(HashMap<AccountId, HashSet<String>>);

impl Windows {
    pub fn are_open(&self, account: AccountId, address: &str) -> bool {
        self.0.get(&account).is_some_and(|open| open.contains(address))
    }
}

impl Services {
    /// The windows of addresses at accounts, as they are at a moment if nobody writes until then.
    pub(crate) async fn windows(
        &self,
        asked: impl IntoIterator<Item = (CompanyId, AccountId, String)>,
        at: Timestamp,
    ) -> Result<Windows, StorageError> {
        let mut by_account: BTreeMap<(CompanyId, AccountId), Vec<String>> = BTreeMap::new();
        for (company, account, address) in asked {
            by_account.entry((company, account)).or_default().push(address);
        }
        let mut windows = Windows::default();
        for ((company, account), addresses) in by_account {
            let open = self.open_until(company, account, &addresses, at).await?;
            windows.0.insert(account, open.into_keys().collect());
        }
        Ok(windows)
    }

    /// Whether an address has written to an account within a day.
    pub(crate) async fn is_window_open(
        &self,
        company: CompanyId,
        account: AccountId,
        address: &str,
    ) -> Result<bool, StorageError> {
        let asked = [(company, account, address.to_owned())];
        Ok(self.windows(asked, self.now()).await?.are_open(account, address))
    }

    /// Until when the windows of addresses are open; those that are closed at the moment are missing.
    pub(crate) async fn open_until(
        &self,
        company: CompanyId,
        account: AccountId,
        addresses: &[String],
        at: Timestamp,
    ) -> Result<HashMap<String, Timestamp>, StorageError> {
        let (db, since) = (self.db().read(), at - SERVICE_WINDOW);
        let heard = service_windows::heard_since(db, company, account, addresses, since).await?;
        Ok(heard.into_iter().map(|(address, last)| (address, last + SERVICE_WINDOW)).collect())
    }

    /// Opens a window for as long as what was heard allows.
    pub(crate) async fn open_window(&self, heard: Heard) -> Result<(), StorageError> {
        if heard.at + SERVICE_WINDOW <= self.now() {
            return Ok(());
        }
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(service_windows::hear(tx, heard).await?) }));
        work.await
    }

    /// WhatsApp said of a message that left at a moment that the recipient's window was closed.
    pub(crate) async fn close_window(
        &self,
        company: CompanyId,
        account: AccountId,
        address: String,
        left: Timestamp,
    ) -> Result<(), StorageError> {
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(service_windows::close(tx, company, account, &address, left).await?) })
        });
        work.await
    }
}
