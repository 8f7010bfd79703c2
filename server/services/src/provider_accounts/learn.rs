//! What an account's provider tells about it by the way: balance, sender names, templates.

use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{AccountBalance, CreditPackage};
use domain::time::Timestamp;
use providers::provider::{Balance, Package, Provider, ProviderFailure};
use storage::provider_accounts::{self, ProviderAccount};

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Keeps what the provider tells by the way; what it does not tell now it may tell another time.
    pub(super) async fn learn(&self, account: &ProviderAccount, provider: &dyn Provider) {
        if let Err(error) = self.try_to_learn(account, provider).await {
            tracing::info!(account = %account.id, %error, "an account's facts were not kept");
        }
    }

    async fn try_to_learn(
        &self,
        account: &ProviderAccount,
        provider: &dyn Provider,
    ) -> Result<(), ServiceError> {
        let able = provider.capabilities();
        if able.balance {
            self.read_balance(account.company, account.id, provider).await?;
        }
        if able.sender_names
            && let Ok(names) = provider.sender_names().await
        {
            let (company, id) = (account.company, account.id);
            let work = self.db().write(move |tx| {
                Box::pin(
                    async move { Ok(provider_accounts::set_sender_names(tx, company, id, &names).await?) },
                )
            });
            work.await?;
        }
        if able.templates
            && let Ok(templates) = provider.templates().await
        {
            self.keep_templates(account, templates).await?;
        }
        Ok(())
    }

    /// Reads what is left to spend, and keeps it with its time. When it cannot be read, the balance of
    /// before stays, and since when it could not is kept beside it; answers why.
    ///
    /// # Errors
    /// Storage.
    pub(crate) async fn read_balance(
        &self,
        company: CompanyId,
        id: AccountId,
        provider: &dyn Provider,
    ) -> Result<Option<ProviderFailure>, ServiceError> {
        let (found, now) = (provider.balance().await, self.now());
        let failure = match found {
            Ok(balance) => {
                self.keep_balance(company, id, told(balance, now)).await?;
                None
            }
            Err(failure) => {
                let note = self.db().write(move |tx| {
                    Box::pin(async move {
                        Ok(provider_accounts::note_balance_failure(tx, company, id, now).await?)
                    })
                });
                note.await?;
                Some(failure)
            }
        };
        self.accounts_changed(company, id);
        Ok(failure)
    }
}

fn told(balance: Balance, at: Timestamp) -> AccountBalance {
    let package = |package: Package| CreditPackage { name: package.name, left: package.left };
    AccountBalance { money: balance.money, packages: balance.packages.into_iter().map(package).collect(), at }
}
