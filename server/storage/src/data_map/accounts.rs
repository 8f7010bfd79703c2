use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// Identity, shown to the members of the person's companies and used to write to the person.
const IDENTITY: Holding = Holding::new(
    Purpose::Account,
    Ground::Contract,
    Retention::Account,
    &[Receiver::Members, Receiver::MailProvider],
);
const PHONE: Holding =
    Holding::new(Purpose::Account, Ground::Contract, Retention::Account, &[Receiver::SmsProvider]);
/// What only the platform itself sees.
const CREDENTIAL: Holding = Holding::new(Purpose::Account, Ground::Contract, Retention::Account, &[]);
const SEEN: Holding =
    Holding::new(Purpose::Security, Ground::LegitimateInterest, Retention::Account, &[Receiver::Members]);
/// Of sessions: removed with them, after 30 days at the latest.
const SESSION: Holding =
    Holding::new(Purpose::Security, Ground::LegitimateInterest, Retention::Days(30), &[]);
const RESET: Holding = Holding::new(Purpose::Security, Ground::LegitimateInterest, Retention::Days(2), &[]);
/// An address that its owner has not proven yet, until its link is late.
const NEXT_EMAIL: Holding =
    Holding::new(Purpose::Account, Ground::Contract, Retention::UntilExpiry, &[Receiver::MailProvider]);
const CODED_PHONE: Holding =
    Holding::new(Purpose::Account, Ground::Contract, Retention::UntilExpiry, &[Receiver::SmsProvider]);
/// Keyed hashes: pseudonyms are personal data.
const TRY: Holding = Holding::new(Purpose::Security, Ground::LegitimateInterest, Retention::Days(2), &[]);
const DRAFT: Holding = Holding::new(Purpose::Account, Ground::Contract, Retention::UntilExpiry, &[]);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "users",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("email", IDENTITY),
            Column::personal("email_key", IDENTITY),
            Column::personal("username", CREDENTIAL),
            Column::personal("username_key", CREDENTIAL),
            Column::personal("name", IDENTITY),
            Column::personal("phone", PHONE),
            Column::personal("password", CREDENTIAL),
            Column::plain("password_changed_at"),
            Column::personal("lang", CREDENTIAL),
            Column::plain("is_operator"),
            Column::plain("email_verified_at"),
            Column::plain("phone_verified_at"),
            Column::plain("created_at"),
            Column::personal("last_sign_in_at", SEEN),
            Column::plain("closed_at"),
        ],
    },
    Table {
        name: "sessions",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("cookie_hash"),
            Column::personal("user_id", SESSION),
            Column::plain("company_id"),
            Column::personal("created_at", SESSION),
            Column::personal("seen_at", SESSION),
            Column::plain("confirmed_at"),
            Column::personal("address", SESSION),
            Column::personal("agent", SESSION),
            Column::plain("renew"),
        ],
    },
    Table {
        name: "password_resets",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("user_id", RESET),
            Column::plain("token_hash"),
            Column::plain("cookie_hash"),
            Column::plain("created_at"),
            Column::plain("expires_at"),
            Column::plain("opened_at"),
            Column::plain("used_at"),
            Column::personal("address", RESET),
        ],
    },
    Table {
        name: "email_changes",
        subject: Subject::User,
        columns: &[
            Column::personal("user_id", RESET),
            Column::personal("email", NEXT_EMAIL),
            Column::plain("token_hash"),
            Column::plain("created_at"),
            Column::plain("expires_at"),
        ],
    },
    Table {
        name: "phone_codes",
        subject: Subject::User,
        columns: &[
            Column::personal("user_id", RESET),
            Column::personal("phone", CODED_PHONE),
            Column::plain("code_hash"),
            Column::plain("created_at"),
            Column::plain("expires_at"),
        ],
    },
    Table {
        name: "second_factors",
        subject: Subject::User,
        columns: &[
            Column::personal("user_id", CREDENTIAL),
            Column::personal("seed", CREDENTIAL),
            Column::plain("last_step"),
            Column::plain("begun_at"),
            Column::plain("confirmed_at"),
            Column::personal("fresh_codes", CREDENTIAL),
            Column::plain("fresh_until"),
        ],
    },
    Table {
        name: "recovery_codes",
        subject: Subject::User,
        columns: &[
            Column::personal("code_hash", CREDENTIAL),
            Column::personal("user_id", CREDENTIAL),
            Column::plain("used_at"),
        ],
    },
    Table {
        name: "sign_in_steps",
        subject: Subject::User,
        columns: &[
            Column::plain("cookie_hash"),
            Column::personal("user_id", RESET),
            Column::plain("next"),
            Column::plain("expires_at"),
        ],
    },
    Table {
        name: "sign_in_tries",
        subject: Subject::User,
        columns: &[
            Column::plain("scope"),
            Column::personal("subject", TRY),
            Column::plain("failures"),
            Column::plain("failed_at"),
            Column::plain("blocked_until"),
        ],
    },
    Table {
        name: "form_drafts",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("token_hash"),
            Column::plain("user_id"),
            Column::plain("path"),
            Column::personal("fields", DRAFT),
            Column::personal("failure", DRAFT),
            Column::plain("created_at"),
            Column::plain("expires_at"),
        ],
    },
];
