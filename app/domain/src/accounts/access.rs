use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::time::Timestamp;

coded_enum! {
    /// What happened at the door.
    AccessKind {
        SignedIn = 1 "signed_in",
        /// A wrong password for an account that exists.
        Refused = 2 "refused",
        SignedOut = 3 "signed_out",
        /// A session was ended from another one.
        SessionEnded = 4 "session_ended",
        PasswordChanged = 5 "password_changed",
        ResetRequested = 6 "reset_requested",
        PasswordReset = 7 "password_reset",
        CompanySwitched = 8 "company_switched",
        /// Another e-mail address was asked for; its link waits.
        EmailChangeAsked = 9 "email_change_asked",
        EmailChanged = 10 "email_changed",
        /// A code that went to the phone came back.
        PhoneProven = 11 "phone_proven",
        SecondFactorOn = 12 "second_factor_on",
        SecondFactorOff = 13 "second_factor_off",
        /// An operator took the second factor away.
        SecondFactorReset = 14 "second_factor_reset",
        /// The password was right; the code is waited for.
        SecondStepAsked = 15 "second_step_asked",
        /// A wrong code after a right password.
        CodeRefused = 16 "code_refused",
        /// A recovery code took the place of the app.
        RecoveryCodeUsed = 17 "recovery_code_used",
        /// A list was taken out as a file.
        Exported = 18 "exported",
    }
}

/// One line of a person's own access log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    pub kind: AccessKind,
    pub at: Timestamp,
    pub address: String,
    /// The browser's `User-Agent`, shortened.
    pub agent: String,
}
