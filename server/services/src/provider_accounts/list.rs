use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::AccountId;
use domain::message::Channel;
use domain::provider_accounts::{AccountRow, AccountView, CallbackView, WaitingForAccount};
use domain::provider_form::ProviderForm;
use domain::rights::Right;
use providers::registry;
use secrecy::ExposeSecret;
use storage::callbacks;
use storage::provider_accounts::{self, ProviderAccount};

use super::sealing::{callback_place, open};
use super::view::{descriptor_of, is_default, rows, sending, view};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::secrets::Sealed;
use crate::services::Services;

impl Services {
    /// Every provider that can be connected, with the form it asks for.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub fn list_providers(&self, actor: &Actor) -> Result<Vec<ProviderForm>, ServiceError> {
        actor.company()?;
        Ok(registry::all().iter().map(|descriptor| descriptor.to_form()).collect())
    }

    /// The company's accounts, oldest first, with what waits for each. What is left to spend is for those
    /// alone who may see money.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn list_accounts(&self, actor: &Actor) -> Result<Vec<AccountRow>, ServiceError> {
        let company = actor.company()?;
        let accounts = provider_accounts::of_company(self.db().read(), company).await?;
        let held = provider_accounts::held_counts(self.db().read(), company).await?;
        let mut rows = rows(&accounts, &held);
        self.show_credit(actor, company, &mut rows).await?;
        Ok(rows)
    }

    /// One account with its form; secrets are only named. What is left to spend is for those alone who may
    /// see money.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound` for another company's.
    pub async fn get_account(&self, actor: &Actor, account: AccountId) -> Result<AccountView, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let all = provider_accounts::of_company(self.db().read(), company).await?;
        let found = all.iter().find(|other| other.id == account).ok_or(Problem::NotFound)?;
        let held = provider_accounts::held_counts(self.db().read(), company).await?;
        let callback = self.callback_view(found).await?;
        let waits =
            held.contains_key(&account) || provider_accounts::has_queue(self.db().read(), account).await?;
        let mut successors = if waits { sending(found.channel, &all) } else { Vec::new() };
        successors.retain(|other| other.id != account);
        let mut shown = view(found.clone(), is_default(found, &all), &held, callback)?;
        self.show_credit(actor, company, std::slice::from_mut(&mut shown.row)).await?;
        Ok(AccountView { successors, ..shown })
    }

    /// How many messages are held for want of an account, by channel; channels without any are left out.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn list_waiting(&self, actor: &Actor) -> Result<Vec<WaitingForAccount>, ServiceError> {
        let company = actor.company()?;
        let counts = provider_accounts::waiting_counts(self.db().read(), company).await?;
        if counts.is_empty() {
            return Ok(Vec::new());
        }
        let all = provider_accounts::of_company(self.db().read(), company).await?;
        let waiting = |channel: &Channel| {
            let messages = *counts.get(channel)?;
            Some(WaitingForAccount { channel: *channel, messages, accounts: sending(*channel, &all) })
        };
        Ok(Channel::ALL.iter().filter_map(waiting).collect())
    }

    /// Lets everything that is held for want of an account of a channel go out through this account.
    /// Answers how many messages that are.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `AccountPaused` for one that does not send.
    pub async fn take_over_waiting(&self, actor: &Actor, account: AccountId) -> Result<u32, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let found = provider_accounts::find(self.db().read(), company, account).await?;
        let found = found.ok_or(Problem::NotFound)?;
        if found.pause.is_some() {
            return Err(Problem::AccountPaused.into());
        }
        let by = Some(actor.user());
        let released = self.release_without_account(company, found.channel, account, by).await?;
        self.accounts_changed(company, account);
        Ok(u32::try_from(released).unwrap_or(u32::MAX))
    }

    /// What the addresses begin with at which providers reach this installation; `None` where they cannot.
    pub(crate) fn callback_base(&self, mode: CompanyMode) -> Option<&str> {
        match mode {
            CompanyMode::Live => Some(self.public_url()).filter(|url| url.starts_with("https://")),
            CompanyMode::Test => self.outbounds().callback_base(),
        }
    }

    /// The last part of an account's callback address, where its provider has callbacks.
    pub(crate) async fn callback_secret(
        &self,
        account: &ProviderAccount,
    ) -> Result<Option<String>, ServiceError> {
        let Some(token) = &account.callback else { return Ok(None) };
        let sealed = Sealed::from_bytes(token.sealed.clone())?;
        let secret = self.vault().open(&callback_place(account.company, account.id), &sealed).await?;
        Ok(Some(secret.expose_secret().to_owned()))
    }

    /// The address that the provider has to be told, and how its calls went.
    async fn callback_view(&self, account: &ProviderAccount) -> Result<Option<CallbackView>, ServiceError> {
        let Some(secret) = self.callback_secret(account).await? else { return Ok(None) };
        let tally = callbacks::tally(self.db().read(), account.id).await?;
        let push = descriptor_of(account)?.capabilities.push;
        let secrets = open(self.vault(), account.company, account.id, &account.secrets).await?;
        let (told_at, told_refusal) = match tally.told {
            Some(told) if told.version == account.version => (Some(told.at), told.refusal),
            _ => (None, None),
        };
        Ok(Some(CallbackView {
            url: format!("{}/callbacks/{secret}", self.public_url()),
            is_encrypted: self.public_url().starts_with("https://"),
            verify_token: secrets.get("verify_token").map(|word| word.expose_secret().to_owned()),
            is_signed: push.is_some_and(|push| push.signed),
            told_at,
            told_refusal,
            taken: tally.taken,
            taken_at: tally.taken_at,
            refused: tally.refused,
            refused_at: tally.refused_at,
        }))
    }
}
