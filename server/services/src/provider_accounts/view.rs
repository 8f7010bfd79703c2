//! From stored accounts to what pages show.

use std::collections::HashMap;

use domain::failure::Problem;
use domain::id::AccountId;
use domain::message::Channel;
use domain::provider_accounts::{AccountRow, AccountView, CallbackView, Successor};
use domain::provider_form::FormValues;
use domain::text::Text;
use providers::descriptor::Descriptor;
use providers::registry;
use serde_json::Value;
use storage::provider_accounts::ProviderAccount;

use crate::error::ServiceError;

/// Held messages by account.
pub(super) type Held = HashMap<AccountId, u32>;

/// The descriptor of a stored account; one of a newer release has none.
pub(super) fn descriptor_of(account: &ProviderAccount) -> Result<&'static Descriptor, ServiceError> {
    registry::find(&account.provider).ok_or(ServiceError::Broken("an account's provider is unknown"))
}

/// The rows of a list; the account that carries a channel by default is marked.
pub(super) fn rows(accounts: &[ProviderAccount], held: &Held) -> Vec<AccountRow> {
    accounts.iter().map(|account| row(account, is_default(account, accounts), held)).collect()
}

pub(super) fn row(account: &ProviderAccount, is_default: bool, held: &Held) -> AccountRow {
    AccountRow {
        id: account.id,
        channel: account.channel,
        provider: label(&account.provider),
        name: account.name.clone(),
        state: account.state(),
        pause: account.pause.as_ref().map(|pause| pause.reason),
        balance: account.balance.clone(),
        balance_failed_since: account.balance_failed_since,
        credit_low: false,
        credit_until: account.credit_until,
        held: held.get(&account.id).copied().unwrap_or_default(),
        is_default,
    }
}

/// The default of its channel, or the oldest where none was chosen.
pub(super) fn is_default(account: &ProviderAccount, all: &[ProviderAccount]) -> bool {
    let of_channel = |channel: Channel| all.iter().filter(move |other| other.channel == channel);
    let chosen = of_channel(account.channel).find(|other| other.is_default);
    chosen.or_else(|| of_channel(account.channel).next()).is_some_and(|other| other.id == account.id)
}

/// The accounts of a channel that send.
pub(super) fn sending(channel: Channel, all: &[ProviderAccount]) -> Vec<Successor> {
    let sends = |account: &&ProviderAccount| account.channel == channel && account.pause.is_none();
    let successor = |account: &ProviderAccount| Successor { id: account.id, name: account.name.clone() };
    all.iter().filter(sends).map(successor).collect()
}

pub(super) fn view(
    account: ProviderAccount,
    is_default: bool,
    held: &Held,
    callback: Option<CallbackView>,
) -> Result<AccountView, ServiceError> {
    let descriptor = registry::find(&account.provider).ok_or(Problem::NotFound)?;
    Ok(AccountView {
        row: row(&account, is_default, held),
        form: descriptor.to_form(),
        values: values(&account),
        kept_secrets: account.secrets.keys().cloned().collect(),
        pause_text: account.pause.as_ref().map(|pause| pause.text.clone()).unwrap_or_default(),
        paused_at: account.pause.as_ref().map(|pause| pause.at),
        callback,
        last_test: account.last_test,
        sender_names: account.sender_names,
        successors: Vec::new(),
    })
}

fn label(provider: &str) -> Text {
    let known = registry::find(provider).map(|descriptor| descriptor.label.into());
    known.unwrap_or_else(|| Text { tr: provider.to_owned(), en: provider.to_owned() })
}

/// Settings as a form holds them; a switch that is on is `on`.
pub(super) fn values(account: &ProviderAccount) -> FormValues {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) | Value::Null => String::new(),
        other => other.to_string(),
    };
    account.settings.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}
