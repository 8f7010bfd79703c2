//! The one error that crosses the wire: what went wrong in a closed list, where, and a reference
//! number under which the operator finds the rest. Nothing of a cause fits into it.

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;

coded_enum! {
    /// What went wrong, as far as a user can act on it. Words are stable parts of the API.
    Problem {
        // about the request
        Malformed = 1 "malformed",
        TooLarge = 2 "too_large",
        Invalid = 3 "invalid",
        NotFound = 4 "not_found",
        Conflict = 5 "conflict",
        StaleTab = 6 "stale_tab",
        AlreadyDone = 7 "already_done",
        /// A call that is made by another method: GET for what reads, POST for what changes.
        WrongMethod = 8 "wrong_method",
        /// It did not arrive whole in time.
        TooSlow = 9 "too_slow",
        /// As many as are kept of these are there already.
        TooMany = 10 "too_many",
        // about who asks
        SignInNeeded = 20 "sign_in_needed",
        Forbidden = 21 "forbidden",
        CrossSite = 22 "cross_site",
        TooManyTries = 23 "too_many_tries",
        WrongCredentials = 24 "wrong_credentials",
        LinkExpired = 25 "link_expired",
        SignupClosed = 26 "signup_closed",
        /// A code that is not the one that is waited for, or was used already.
        WrongCode = 27 "wrong_code",
        /// No code is waited for, or not any more.
        CodeExpired = 28 "code_expired",
        /// The password was right; a code of the second factor is asked for.
        SecondStepNeeded = 29 "second_step_needed",
        /// The terms have a newer version than the caller has accepted.
        TermsNotAccepted = 30 "terms_not_accepted",
        // about a field
        Required = 40 "required",
        TooLong = 41 "too_long",
        TooShort = 42 "too_short",
        Taken = 43 "taken",
        NotAnEmail = 44 "not_an_email",
        NotAPhone = 45 "not_a_phone",
        NotAMobile = 46 "not_a_mobile",
        PasswordWeak = 47 "password_weak",
        PasswordMismatch = 48 "password_mismatch",
        NotANumber = 49 "not_a_number",
        OutOfRange = 50 "out_of_range",
        NotAMersis = 51 "not_a_mersis",
        NotATaxNumber = 52 "not_a_tax_number",
        MustAccept = 53 "must_accept",
        UnknownVariable = 54 "unknown_variable",
        BadTemplate = 55 "bad_template",
        LineBreak = 56 "line_break",
        InThePast = 57 "in_the_past",
        BadCharacters = 58 "bad_characters",
        LastOwner = 59 "last_owner",
        NotAUrl = 60 "not_a_url",
        NotAHost = 61 "not_a_host",
        HostRefused = 62 "host_refused",
        NotANationalId = 63 "not_a_national_id",
        PasswordShort = 64 "password_short",
        NotATime = 65 "not_a_time",
        /// A password that is known from breaches.
        PasswordBreached = 66 "password_breached",
        // about the outside world
        ProviderRefused = 80 "provider_refused",
        ProviderUnreachable = 81 "provider_unreachable",
        ProviderUnclear = 82 "provider_unclear",
        NoAccount = 83 "no_account",
        AccountPaused = 84 "account_paused",
        NobodyToSend = 85 "nobody_to_send",
        LimitReached = 86 "limit_reached",
        /// A commercial message needs the company's legal identity first.
        ProfileIncomplete = 87 "profile_incomplete",
        /// A WhatsApp template that its provider has not approved, or not any more.
        TemplateUnusable = 88 "template_unusable",
        /// Something still waits to be sent.
        StillWaiting = 89 "still_waiting",
        /// An informational text that reads like promotion and was not looked at again.
        ReadsLikePromotion = 90 "reads_like_promotion",
        /// The provider does not know this login.
        ProviderCredentials = 91 "provider_credentials",
        /// The provider does not let the account send under this name, address or number.
        ProviderSender = 92 "provider_sender",
        /// The account's credit is used up.
        ProviderNoCredit = 93 "provider_no_credit",
        /// The account has to be put right, here or at the provider.
        ProviderSettings = 94 "provider_settings",
        /// A commercial message to an address that did not consent.
        NoConsent = 95 "no_consent",
        /// The address is known to be nobody's or somebody else's, or whose it was is erased.
        AddressUnusable = 96 "address_unusable",
        /// Whose address it is refused messages of this class.
        RecipientRefused = 97 "recipient_refused",
        /// More people than the company's largest campaign; no waiting helps.
        CampaignTooLarge = 98 "campaign_too_large",
        /// A WhatsApp text that is no template, to somebody who has not written for a day.
        WindowClosed = 99 "window_closed",
        // about files
        FileUnreadable = 100 "file_unreadable",
        FileTooManyColumns = 101 "file_too_many_columns",
        FileTooManyRows = 102 "file_too_many_rows",
        FileBomb = 103 "file_bomb",
        FileEmpty = 104 "file_empty",
        NoPhoneColumn = 105 "no_phone_column",
        /// A workbook of Excel 2003 or older.
        FileOldExcel = 106 "file_old_excel",
        /// A workbook behind a password.
        FileProtected = 107 "file_protected",
        /// A quotation mark is opened and not closed; the detail is the row.
        FileOpenQuote = 108 "file_open_quote",
        /// A PDF, a picture, a web page: no list, whatever its name says.
        FileNotAList = 109 "file_not_a_list",
        // about us
        Busy = 120 "busy",
        Internal = 121 "internal",
        /// The browser could not reach the server.
        Unreachable = 122 "unreachable",
    }
}

impl Problem {
    /// The HTTP status a program gets for it.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::FileUnreadable => 400,
            Self::SignInNeeded | Self::WrongCredentials | Self::SecondStepNeeded => 401,
            Self::Forbidden | Self::CrossSite | Self::SignupClosed | Self::TermsNotAccepted => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::TooSlow => 408,
            Self::Conflict | Self::StaleTab | Self::AlreadyDone | Self::Taken | Self::LastOwner => 409,
            Self::LinkExpired | Self::CodeExpired => 410,
            Self::TooLarge | Self::FileBomb | Self::FileTooManyRows => 413,
            Self::TooManyTries | Self::LimitReached => 429,
            Self::ProviderUnreachable | Self::ProviderUnclear | Self::ProviderRefused => 502,
            Self::Busy | Self::Unreachable => 503,
            Self::Internal => 500,
            _ => 422,
        }
    }

    /// Whether a limit of the company caused it; the detail then names it: `limits::LimitReached`.
    pub const fn is_about_limits(self) -> bool {
        matches!(self, Self::LimitReached | Self::CampaignTooLarge)
    }
}

/// What a call answers when it does not succeed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{problem}")]
pub struct Failure {
    pub problem: Problem,
    /// One entry per field that has to change; empty when the problem is not about a field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// Where the operator finds the cause in the log; only for faults of ours or of a provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// A short detail made of our own words or a provider's code, never of a cause's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
    /// A limit or an offending character, for the sentence shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Failure {
    pub const fn new(problem: Problem) -> Self {
        Self { problem, fields: Vec::new(), reference: None, detail: None }
    }

    /// A failure about one field.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::fields(vec![FieldProblem { field: field.to_owned(), problem, detail: None }])
    }

    /// A failure about several fields; its problem is `Invalid`, or the field's own when it is one.
    pub fn fields(fields: Vec<FieldProblem>) -> Self {
        let problem = match fields.as_slice() {
            [only] => only.problem,
            _ => Problem::Invalid,
        };
        Self { problem, fields, reference: None, detail: None }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// What is wrong with one field, if anything.
    pub fn of(&self, field: &str) -> Option<&FieldProblem> {
        self.fields.iter().find(|problem| problem.field == field)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::new(problem)
    }
}

/// Collects what is wrong with a form, field by field, so that all is told at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldProblem>);

impl Checks {
    /// Keeps the value, or notes the field's problem.
    pub fn take<T>(&mut self, field: &str, value: Result<T, Problem>) -> Option<T> {
        value.map_err(|problem| self.note(field, problem)).ok()
    }

    pub fn note(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldProblem { field: field.to_owned(), problem, detail: None });
    }

    /// Notes a problem with the limit or the name its sentence mentions.
    pub fn note_with(&mut self, field: &str, problem: Problem, detail: impl Into<String>) {
        self.0.push(FieldProblem { field: field.to_owned(), problem, detail: Some(detail.into()) });
    }

    /// # Errors
    /// All noted problems, when there are any.
    pub fn done(self) -> Result<(), Failure> {
        if self.0.is_empty() { Ok(()) } else { Err(Failure::fields(self.0)) }
    }
}
