//! Why a message moved: one code per row of its history.

use crate::coded::coded_enum;

coded_enum! {
    /// What moved a message, or was noted about it.
    Cause {
        /// It was written into the ledger.
        Planned = 1 "planned",
        /// It was released to the workers.
        Released = 2 "released",
        /// A worker took it.
        Claimed = 3 "claimed",
        /// It was recorded as leaving.
        Departed = 4 "departed",
        /// The provider answered the call that carried it.
        Answered = 5 "answered",
        /// The provider answered a call that was no longer trusted; kept as evidence.
        AnsweredLate = 6 "answered_late",
        /// The provider reported on it.
        Reported = 7 "reported",
        /// Its worker gave it back untouched.
        GivenBack = 8 "given_back",
        /// Consent, limits or validity no longer allowed it when it was about to leave.
        Rechecked = 9 "rechecked",
        /// Its lease ran out.
        LeaseOver = 10 "lease_over",
        /// The process that had it is gone.
        ProcessGone = 11 "process_gone",
        /// No answer came in time.
        NoAnswer = 12 "no_answer",
        /// Its time was over.
        ValidityOver = 13 "validity_over",
        /// Nothing was reported within the provider's validity.
        ReportOverdue = 14 "report_overdue",
        /// The rule for messages in doubt was applied.
        DoubtRule = 15 "doubt_rule",
        /// The provider was asked about it.
        Asked = 16 "asked",
        /// A person decided.
        Decided = 17 "decided",
        /// Its provider account was paused.
        AccountPaused = 18 "account_paused",
        /// Its provider account works again.
        AccountResumed = 19 "account_resumed",
        /// Its campaign was stopped.
        CampaignStopped = 20 "campaign_stopped",
        /// The ledger came back from a backup.
        Restored = 21 "restored",
        /// The recipient refused commercial messages.
        Refused = 22 "refused",
    }
}
