//! The mail account of the platform itself, from the operator's configuration.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use domain::company::CompanyMode;
use domain::id::{AccountId, CompanyId};
use domain::message::{Channel, State};
use domain::provider_form::FormValues;
use providers::descriptor::{Descriptor, Submitted};
use providers::registry;
use storage::ledger::{Cursor, Ledger as _, MessageFilter};
use storage::provider_accounts::{self, AccountChange, ProviderAccount};
use storage::{companies, platform};

use crate::error::ServiceError;
use crate::provider_accounts::seal;
use crate::services::Services;

const PROVIDER: &str = "smtp";
const PIECE: u32 = 100;

impl Services {
    /// Connects the platform's own mail account, or changes it; what was held for want of one goes out.
    /// `values` are the fields of the SMTP provider's form: `host`, `port`, `security`, `auth`,
    /// `username`, `password`, `from_address`, ….
    ///
    /// # Errors
    /// Everything wrong with the values, or storage.
    pub async fn set_platform_mail(&self, values: &FormValues) -> Result<AccountId, ServiceError> {
        let account = self.set_platform_account(PROVIDER, values).await?;
        self.mails_leave().store(true, Ordering::Relaxed);
        Ok(account)
    }

    /// Connects an account of the platform itself, or changes it; what was held for want of one goes out.
    pub(super) async fn set_platform_account(
        &self,
        provider: &str,
        values: &FormValues,
    ) -> Result<AccountId, ServiceError> {
        let descriptor = registry::find(provider).ok_or(ServiceError::Broken("no such provider"))?;
        let mut form = descriptor.to_form().defaults();
        form.extend(values.clone());
        let submitted = descriptor.read_form(&form, &|_| false)?;
        let company = self.platform_company().await?;
        let account = self.keep_platform_account(company, descriptor, submitted).await?;
        self.release_paused(company, account, None).await?;
        self.release_without_account(company, descriptor.channel, account, None).await?;
        Ok(account)
    }

    /// The reserved company whose messages are those of the platform.
    pub(crate) async fn platform_company(&self) -> Result<CompanyId, ServiceError> {
        let platform = platform::find(self.db().read()).await?;
        Ok(platform.ok_or(ServiceError::Broken("the platform's settings vanished"))?.company)
    }

    /// Disconnects the platform's mail account, if it has one: its mails are held until there is another.
    /// Answers how many wait, at most 100.
    ///
    /// # Errors
    /// Storage.
    pub async fn forget_platform_mail(&self) -> Result<usize, ServiceError> {
        let company = self.forget_platform_account(Channel::Email).await?;
        self.mails_leave().store(false, Ordering::Relaxed);
        let held = MessageFilter { states: vec![State::Held], ..MessageFilter::default() };
        Ok(self.sql_ledger().list_messages(company, &held, Cursor::Newest, PIECE).await?.rows.len())
    }

    /// Disconnects the platform's account of a channel, if it has one, and answers its company.
    pub(super) async fn forget_platform_account(&self, channel: Channel) -> Result<CompanyId, ServiceError> {
        let company = self.platform_company().await?;
        if let Some(account) = provider_accounts::default_of(self.db().read(), company, channel).await? {
            let (id, now) = (account.id, self.now());
            let work = self.db().write(move |tx| {
                Box::pin(async move { Ok(provider_accounts::remove(tx, company, id, now).await?) })
            });
            work.await?;
            self.built_providers().forget(id);
            self.hand_on(company, id, None, None).await?;
        }
        Ok(company)
    }

    /// Whether mails of the platform leave: links for a new password, invitations.
    pub fn sends_system_mail(&self) -> bool {
        self.mails_leave().load(Ordering::Relaxed)
    }

    async fn keep_platform_account(
        &self,
        company: CompanyId,
        descriptor: &'static Descriptor,
        submitted: Submitted,
    ) -> Result<AccountId, ServiceError> {
        let stored = provider_accounts::default_of(self.db().read(), company, descriptor.channel).await?;
        let other = stored.as_ref().filter(|account| account.provider != descriptor.id).map(|one| one.id);
        let stored = stored.filter(|account| account.provider == descriptor.id);
        let id =
            stored.as_ref().map_or_else(|| AccountId::from_i64(self.ids().next_id()), |account| account.id);
        let secrets = seal(self.vault(), company, id, &submitted.secrets, BTreeMap::new()).await?;
        let settings =
            submitted.settings.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        let (name, version) = (descriptor.label.en.to_owned(), descriptor.version);
        let change = AccountChange { name, settings, secrets, descriptor_version: version };
        let fresh = stored.is_none().then(|| self.platform_account(company, id, descriptor, change.clone()));
        let now = self.now();
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                // What the platform says about accounts is never a rehearsal.
                companies::set_mode(tx, company, CompanyMode::Live, now).await?;
                if let Some(other) = other {
                    provider_accounts::remove(tx, company, other, now).await?;
                }
                match fresh {
                    Some(account) => provider_accounts::insert(tx, account).await?,
                    None => {
                        provider_accounts::change(tx, company, id, change, now).await?;
                        provider_accounts::resume(tx, company, id, now).await?;
                    }
                }
                Ok(())
            })
        });
        work.await?;
        Ok(id)
    }

    fn platform_account(
        &self,
        company: CompanyId,
        id: AccountId,
        descriptor: &'static Descriptor,
        change: AccountChange,
    ) -> ProviderAccount {
        let now = self.now();
        ProviderAccount {
            id,
            company,
            provider: descriptor.id.to_owned(),
            channel: descriptor.channel,
            name: change.name,
            settings: change.settings,
            secrets: change.secrets,
            descriptor_version: change.descriptor_version,
            version: 1,
            pause: None,
            throttled_until: None,
            callback: None,
            is_default: true,
            rate: None,
            balance: None,
            balance_failed_since: None,
            credit_until: None,
            resumed_at: None,
            sender_names: Vec::new(),
            last_test: None,
            created_at: now,
            updated_at: now,
            removed_at: None,
        }
    }
}
