use serde::{Deserialize, Serialize};

use crate::provider_form::FormValues;

/// A new or changed account as posted: `values[field]` for what its provider asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveAccountForm {
    /// The account to change; empty makes a new one.
    pub account: String,
    /// The provider of a new account.
    pub provider: String,
    /// What the company calls it; empty takes the provider's name.
    pub name: String,
    pub values: FormValues,
    /// A name for this form, chosen by whoever sends it: the same form again under it is done once.
    pub key: String,
}
