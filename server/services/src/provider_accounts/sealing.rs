//! An account's secrets between the form, the database and the provider.

use std::collections::BTreeMap;

use domain::id::{AccountId, CompanyId};
use providers::descriptor::Secrets;
use secrecy::{ExposeSecret, SecretString};

use crate::error::ServiceError;
use crate::secrets::{KeyScope, Sealed, SecretLabel, SecretPlace, SecretsError, Vault};

/// Sealed values in base64, by field name.
pub(crate) type SealedSecrets = BTreeMap<String, String>;

const fn place(company: CompanyId, account: AccountId) -> SecretPlace {
    let label = SecretLabel::new("provider_accounts.secrets.v1");
    SecretPlace::new(KeyScope::Company(company), label, account.as_i64())
}

pub(super) const fn callback_place(company: CompanyId, account: AccountId) -> SecretPlace {
    let label = SecretLabel::new("provider_accounts.callback_token.v1");
    SecretPlace::new(KeyScope::Company(company), label, account.as_i64())
}

/// Seals what was typed over what is stored; fields that the provider no longer has are dropped.
pub(crate) async fn seal(
    vault: &Vault,
    company: CompanyId,
    account: AccountId,
    typed: &Secrets,
    mut stored: SealedSecrets,
) -> Result<SealedSecrets, ServiceError> {
    for (name, secret) in typed.iter() {
        // The name goes in, so that one field's value cannot be passed off as another's.
        let named = SecretString::from(format!("{name}={}", secret.expose_secret()));
        let sealed = vault.seal(&place(company, account), &named).await?;
        stored.insert(name.to_owned(), sealed.to_base64());
    }
    Ok(stored)
}

/// Opens an account's secrets for its provider.
pub(super) async fn open(
    vault: &Vault,
    company: CompanyId,
    account: AccountId,
    stored: &SealedSecrets,
) -> Result<Secrets, ServiceError> {
    let mut secrets = Secrets::default();
    for (name, sealed) in stored {
        let named = vault.open(&place(company, account), &Sealed::from_base64(sealed)?).await?;
        let value = named.expose_secret().strip_prefix(name).and_then(|rest| rest.strip_prefix('='));
        secrets.set(name, SecretString::from(value.ok_or(SecretsError::NotAuthentic)?));
    }
    Ok(secrets)
}
