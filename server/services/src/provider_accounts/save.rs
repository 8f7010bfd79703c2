use domain::failure::{Checks, Failure, FieldProblem, Problem};
use domain::form_text::optional_line;
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::SaveAccountForm;
use domain::rights::Right;
use providers::descriptor::{Descriptor, Kind, Submitted};
use providers::registry;
use secrecy::SecretString;
use serde_json::json;
use storage::provider_accounts::{self, AccountChange, CallbackToken, ProviderAccount};

use super::sealing::{callback_place, seal};
use super::view::{descriptor_of, values};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

const LONGEST_NAME: usize = 100;

impl Services {
    /// Connects an account, or changes one; an empty secret keeps the stored one. What is held for want of
    /// an account of its channel goes out through a new one. The same form of a new one sent again under
    /// its key answers the same account.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or everything wrong in the form; its fields are named `values[…]`.
    pub async fn save_account(
        &self,
        actor: &Actor,
        form: SaveAccountForm,
    ) -> Result<AccountId, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        match form.account.trim() {
            "" => self.connect_account(actor, company, form).await,
            id => {
                let id = id.parse().map_err(|_| Problem::NotFound)?;
                self.change_account(actor, company, id, form).await
            }
        }
    }

    async fn connect_account(
        &self,
        actor: &Actor,
        company: CompanyId,
        form: SaveAccountForm,
    ) -> Result<AccountId, ServiceError> {
        let unknown = || Failure::field("provider", Problem::Invalid);
        let descriptor = registry::find(form.provider.trim()).ok_or_else(unknown)?;
        let (name, submitted) = read(descriptor, &form, &|_| false)?;
        let id = AccountId::from_i64(self.ids().next_id());
        let account = self.new_account(company, id, descriptor, name, submitted, actor).await?;
        let details = json!({ "provider": account.provider, "name": account.name });
        let once = self.once(actor, &form.key, &form)?;
        let connected = account.clone();
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if let Some(same) = once.answered(tx).await?.and_then(|id| id.parse().ok()) {
                    return Ok(same);
                }
                provider_accounts::insert(tx, account).await?;
                let change = Change::of_company(company, "account.connected", id, details);
                record_change(tx, &services, &acting, change).await?;
                once.keep(tx, &id.to_string()).await?;
                Ok::<_, ServiceError>(id)
            })
        });
        let id = work.await?;
        self.learn_templates(&connected).await;
        self.release_without_account(company, connected.channel, id, Some(actor.user())).await?;
        self.accounts_changed(company, id);
        Ok(id)
    }

    async fn new_account(
        &self,
        company: CompanyId,
        id: AccountId,
        descriptor: &'static Descriptor,
        name: Option<String>,
        submitted: Submitted,
        actor: &Actor,
    ) -> Result<ProviderAccount, ServiceError> {
        let now = self.now();
        let secrets = seal(self.vault(), company, id, &submitted.secrets, Default::default()).await?;
        let callback = match descriptor.capabilities.push {
            Some(_) => Some(self.new_callback(company, id).await?),
            None => None,
        };
        Ok(ProviderAccount {
            id,
            company,
            provider: descriptor.id.to_owned(),
            channel: descriptor.channel,
            name: name.unwrap_or_else(|| descriptor.label.pick(actor.lang()).to_owned()),
            settings: plain(&submitted),
            secrets,
            descriptor_version: descriptor.version,
            version: 1,
            pause: None,
            throttled_until: None,
            callback,
            is_default: false,
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
        })
    }

    async fn new_callback(&self, company: CompanyId, id: AccountId) -> Result<CallbackToken, ServiceError> {
        let token = Token::generate()?;
        let secret = SecretString::from(token.expose());
        let sealed = self.vault().seal(&callback_place(company, id), &secret).await?;
        Ok(CallbackToken { hash: token.hash().into_bytes(), sealed: sealed.into_bytes() })
    }

    async fn change_account(
        &self,
        actor: &Actor,
        company: CompanyId,
        id: AccountId,
        form: SaveAccountForm,
    ) -> Result<AccountId, ServiceError> {
        let stored =
            provider_accounts::find(self.db().read(), company, id).await?.ok_or(Problem::NotFound)?;
        let descriptor = descriptor_of(&stored)?;
        let form = over_stored(&stored, descriptor, form);
        let (name, submitted) = read(descriptor, &form, &|field| stored.secrets.contains_key(field))?;
        let settings = plain(&submitted);
        let changed = changed_fields(&stored, &settings, &submitted);
        let secrets = seal(self.vault(), company, id, &submitted.secrets, stored.secrets).await?;
        let name = name.unwrap_or(stored.name);
        let change = AccountChange { name, settings, secrets, descriptor_version: descriptor.version };
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !provider_accounts::change(tx, company, id, change, services.now()).await? {
                    return Err(Problem::NotFound.into());
                }
                let details = json!({ "changed": changed });
                let change = Change::of_company(company, "account.changed", id, details);
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await?;
        self.accounts_changed(company, id);
        Ok(id)
    }
}

/// What was not posted stays as it is; a switch that was not is off.
fn over_stored(stored: &ProviderAccount, descriptor: &Descriptor, form: SaveAccountForm) -> SaveAccountForm {
    let is_switch = |name: &str| descriptor.field(name).is_some_and(|field| matches!(field.kind, Kind::Bool));
    let mut values = values(stored);
    values.retain(|name, _| !is_switch(name));
    values.extend(form.values);
    SaveAccountForm { values, ..form }
}

fn read(
    descriptor: &Descriptor,
    form: &SaveAccountForm,
    has_secret: &dyn Fn(&str) -> bool,
) -> Result<(Option<String>, Submitted), Failure> {
    let mut checks = Checks::default();
    let name = checks.take("name", optional_line(&form.name, LONGEST_NAME));
    match (descriptor.read_form(&form.values, has_secret), name) {
        (Ok(submitted), Some(name)) => Ok((name, submitted)),
        (Ok(_), None) => Err(checks.done().err().unwrap_or(Failure::new(Problem::Invalid))),
        (Err(failure), _) => {
            let of_name = checks.done().err().map(|failure| failure.fields).unwrap_or_default();
            Err(Failure::fields(of_name.into_iter().chain(as_posted(failure)).collect()))
        }
    }
}

/// A descriptor's field as the form posts it.
fn as_posted(failure: Failure) -> impl Iterator<Item = FieldProblem> {
    let posted =
        |problem: FieldProblem| FieldProblem { field: format!("values[{}]", problem.field), ..problem };
    failure.fields.into_iter().map(posted)
}

fn plain(submitted: &Submitted) -> std::collections::BTreeMap<String, serde_json::Value> {
    submitted.settings.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

/// Names of what changed, for the audit log; never a value.
fn changed_fields(
    stored: &ProviderAccount,
    settings: &std::collections::BTreeMap<String, serde_json::Value>,
    submitted: &Submitted,
) -> Vec<String> {
    let plain = settings.iter().filter(|(name, value)| stored.settings.get(*name) != Some(value));
    let plain = plain.map(|(name, _)| name.clone());
    let gone = stored.settings.keys().filter(|name| !settings.contains_key(*name)).cloned();
    plain.chain(gone).chain(submitted.secrets.iter().map(|(name, _)| name.to_owned())).collect()
}
