use domain::credit::Credit;
use domain::time::Date;
use serde::{Deserialize, Serialize};

/// A mail of the platform and what fills it in. Some hold a link with a token: never logged, sealed
/// while it waits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SystemMail {
    /// The way to a new password.
    PasswordReset { name: String, link: String },
    /// Tells the owner of an account that its password is another one now.
    PasswordChanged { name: String, address: String },
    /// The door into a company.
    Invitation { company: String, invited_by: String, link: String },
    /// Goes to another address that a person asked for: proves that it is theirs.
    EmailConfirm { name: String, link: String },
    /// Tells the address from before that the account has another one now.
    EmailChanged { name: String, email: String, address: String },
    /// Tells the owner of an account that its second factor was switched on or off.
    SecondFactorChanged { name: String, is_on: bool, address: String },
    /// Tells members who may see money that an account's credit has come to be low.
    CreditLow {
        company: String,
        account: String,
        left: Credit,
        /// The threshold.
        least: Credit,
        /// When it is used up if it is used as recently, where that is known.
        lasts_until: Option<Date>,
        link: String,
    },
}

impl SystemMail {
    /// The number kept in `system_mails.kind`.
    pub(super) const fn code(&self) -> i16 {
        match self {
            Self::PasswordReset { .. } => 1,
            Self::PasswordChanged { .. } => 2,
            Self::Invitation { .. } => 3,
            Self::EmailConfirm { .. } => 4,
            Self::EmailChanged { .. } => 5,
            Self::SecondFactorChanged { .. } => 6,
            Self::CreditLow { .. } => 7,
        }
    }
}

impl std::fmt::Debug for SystemMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SystemMail({})", self.code())
    }
}
