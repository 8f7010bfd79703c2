use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::Failure;
use crate::id::AccountId;
use crate::message::Channel;
use crate::money::Money;
use crate::provider_form::{FormValues, ProviderForm};
use crate::text::Text;
use crate::time::{Date, Timestamp};

coded_enum! {
    /// Whether an account sends.
    AccountState {
        Active = 1 "active",
        /// Its messages are held until somebody resumes it.
        Paused = 2 "paused",
    }
}

coded_enum! {
    /// Why an account was paused.
    PauseReason {
        ByPerson = 1 "by_person",
        Credentials = 2 "credentials",
        Settings = 3 "settings",
        NoCredit = 4 "no_credit",
        /// What was stored of its secrets does not open with the master key of now.
        Sealed = 5 "sealed",
    }
}

/// What is left to spend on an account, as its provider last told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountBalance {
    pub money: Option<Money>,
    pub packages: Vec<CreditPackage>,
    pub at: Timestamp,
}

/// Credits that were paid in advance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditPackage {
    /// In the provider's words: `Adet Sms`.
    pub name: String,
    pub left: i64,
}

/// An account in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    pub id: AccountId,
    pub channel: Channel,
    pub provider: Text,
    pub name: String,
    pub state: AccountState,
    pub pause: Option<PauseReason>,
    pub balance: Option<AccountBalance>,
    /// Since when the balance could not be read again.
    pub balance_failed_since: Option<Timestamp>,
    /// Whether so little is left that somebody wants to be warned.
    pub credit_low: bool,
    /// When something of it is used up if it is used as recently; `None` where that is unknown.
    pub credit_until: Option<Date>,
    pub held: u32,
    /// Used when a message names no account of its channel.
    pub is_default: bool,
}

/// Messages of a channel that are held for want of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingForAccount {
    pub channel: Channel,
    pub messages: u32,
    /// The accounts that can carry them; empty where one has to be connected or resumed first.
    pub accounts: Vec<Successor>,
}

/// An account that can take messages over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    pub id: AccountId,
    pub name: String,
}

/// An account in full, with the form that changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    pub row: AccountRow,
    pub form: ProviderForm,
    /// What stands in the form; secrets are never among it.
    pub values: FormValues,
    /// Secret fields that have a stored value.
    pub kept_secrets: Vec<String>,
    /// The provider's words at the pause.
    pub pause_text: String,
    pub paused_at: Option<Timestamp>,
    /// Where the provider calls with reports and answers, if it does.
    pub callback: Option<CallbackView>,
    /// Names that the provider approved, as it last told them.
    pub sender_names: Vec<String>,
    pub last_test: Option<LastTest>,
    /// Who can carry on when it is removed; empty while nothing waits for it.
    pub successors: Vec<Successor>,
}

/// Where an account's provider calls, and how its calls went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackView {
    /// The whole address; whoever knows it can call.
    pub url: String,
    /// Whether the address is one of TLS; providers call no other.
    pub is_encrypted: bool,
    /// The word that the provider says at its first call, where it does. It opens nothing.
    pub verify_token: Option<String>,
    /// Whether the provider signs its calls.
    pub is_signed: bool,
    /// When the provider was last told the address over its API.
    pub told_at: Option<Timestamp>,
    /// Why it did not take it, in its own words.
    pub told_refusal: Option<String>,
    /// Calls that were taken, and the last one.
    pub taken: u64,
    pub taken_at: Option<Timestamp>,
    /// Calls that were turned away, and the last one.
    pub refused: u64,
    pub refused_at: Option<Timestamp>,
}

/// When the settings were last tried, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastTest {
    pub at: Timestamp,
    pub outcome: TestOutcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestOutcome {
    Good(ConnectionTest),
    /// What the provider said, or that it was not reached.
    Bad(Failure),
}

/// What a test of the settings found, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionTest {
    pub name: String,
    pub facts: Vec<TestFact>,
    pub warnings: Vec<Text>,
}

/// One thing the provider told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestFact {
    pub label: Text,
    pub value: String,
}
