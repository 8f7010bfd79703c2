use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// Sender addresses and user names of the company's own people, in settings.
const CONNECTION: Holding =
    Holding::new(Purpose::Messaging, Ground::Contract, Retention::Company, &[Receiver::Members]);
/// Raw reports and answers: numbers, and texts that people wrote back.
const CALLED: Holding = Holding::new(Purpose::Reports, Ground::Contract, Retention::Days(7), &[]);
/// What an address said about commercial messages, with its proof.
const WORD: Holding = Holding::new(
    Purpose::LegalDuty,
    Ground::LegalDuty,
    Retention::CompanyRule,
    &[Receiver::Members, Receiver::Iys],
);

/// Whom a refusal link speaks for; kept as long as somebody may still open it.
const WAY_OUT: Holding = Holding::new(Purpose::LegalDuty, Ground::LegalDuty, Retention::CompanyRule, &[]);

/// Where the short address in somebody's message leads; whether it was opened is not kept.
const SHORTENED: Holding =
    Holding::new(Purpose::Messaging, Ground::Contract, Retention::UntilExpiry, &[Receiver::Members]);

/// That somebody wrote of late, and so can be answered on WhatsApp without a template.
const HEARD: Holding = Holding::new(
    Purpose::Messaging,
    Ground::LegitimateInterest,
    Retention::UntilExpiry,
    &[Receiver::Members],
);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "provider_accounts",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("provider"),
            Column::plain("channel"),
            Column::plain("name"),
            Column::personal("settings", CONNECTION),
            Column::personal("secrets", CONNECTION),
            Column::plain("descriptor_version"),
            Column::plain("version"),
            Column::plain("state"),
            Column::plain("pause_reason"),
            Column::plain("paused_at"),
            Column::plain("pause_code"),
            Column::plain("pause_text"),
            Column::plain("throttled_until"),
            Column::plain("callback_hash"),
            Column::plain("callback_token"),
            Column::plain("is_default"),
            Column::plain("rate_count"),
            Column::plain("rate_seconds"),
            Column::plain("balance"),
            Column::plain("balance_currency"),
            Column::plain("balance_at"),
            Column::plain("packages"),
            Column::plain("balance_failed_since"),
            Column::plain("credit_until"),
            Column::plain("resumed_at"),
            Column::plain("sender_names"),
            // Names of the company's own numbers and mail servers.
            Column::personal("last_test", CONNECTION),
            Column::personal("last_inspection", CONNECTION),
            Column::plain("created_at"),
            Column::plain("updated_at"),
            Column::plain("removed_at"),
        ],
    },
    Table {
        name: "account_prices",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("account_id"),
            Column::plain("unit"),
            Column::plain("valid_from"),
            Column::plain("amount"),
            Column::plain("currency"),
            Column::plain("updated_at"),
        ],
    },
    Table {
        name: "balance_readings",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("account_id"),
            Column::plain("mode"),
            Column::plain("read_at"),
            Column::plain("money"),
            Column::plain("currency"),
            Column::plain("packages"),
        ],
    },
    Table {
        name: "credit_thresholds",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("account_id"),
            Column::plain("unit"),
            Column::plain("least"),
            Column::plain("low_since"),
            Column::plain("updated_at"),
        ],
    },
    Table {
        name: "provider_templates",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("account_id"),
            Column::plain("provider_ref"),
            Column::plain("name"),
            Column::plain("language"),
            Column::plain("category"),
            Column::plain("status"),
            Column::plain("quality"),
            Column::plain("shape"),
            Column::plain("synced_at"),
        ],
    },
    Table {
        name: "callbacks",
        subject: Subject::Contact,
        columns: &[
            Column::plain("id"),
            Column::plain("account_id"),
            Column::plain("method"),
            Column::personal("query", CALLED),
            Column::personal("headers", CALLED),
            Column::personal("body", CALLED),
            Column::plain("state"),
            Column::plain("tries"),
            Column::plain("received_at"),
            Column::plain("next_at"),
        ],
    },
    Table {
        name: "callback_tallies",
        subject: Subject::None,
        columns: &[
            Column::plain("account_id"),
            Column::plain("taken"),
            Column::plain("taken_at"),
            Column::plain("refused"),
            Column::plain("refused_at"),
            Column::plain("told_at"),
            Column::plain("told_version"),
            Column::plain("told_base"),
            Column::plain("told_refusal"),
        ],
    },
    Table {
        name: "consents",
        subject: Subject::Contact,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("channel"),
            Column::plain("class"),
            Column::personal("address", WORD),
            Column::plain("recipient_kind"),
            Column::personal("status", WORD),
            Column::plain("source"),
            Column::plain("at"),
            Column::personal("proof", WORD),
        ],
    },
    Table {
        name: "consent_events",
        subject: Subject::Contact,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("channel"),
            Column::plain("class"),
            Column::personal("address", WORD),
            Column::plain("recipient_kind"),
            Column::personal("status", WORD),
            Column::personal("before", WORD),
            Column::plain("source"),
            Column::plain("at"),
            Column::personal("proof", WORD),
        ],
    },
    Table {
        name: "refusal_links",
        subject: Subject::Contact,
        columns: &[
            Column::plain("token_hash"),
            Column::plain("company_id"),
            Column::plain("channel"),
            Column::personal("address", WAY_OUT),
            Column::plain("created_at"),
        ],
    },
    Table {
        name: "short_links",
        subject: Subject::Contact,
        columns: &[
            Column::plain("code_hash"),
            Column::plain("company_id"),
            Column::plain("counter_id"),
            Column::personal("contact_id", SHORTENED),
            Column::personal("target", SHORTENED),
            Column::plain("expires_at"),
        ],
    },
    // Of all people together.
    Table {
        name: "short_link_counters",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("campaign_id"),
            Column::plain("address"),
            Column::plain("made_at"),
            Column::plain("opened"),
        ],
    },
    Table {
        name: "service_windows",
        subject: Subject::Contact,
        columns: &[
            Column::plain("company_id"),
            Column::personal("address", HEARD),
            Column::plain("account_id"),
            Column::personal("heard_at", HEARD),
            Column::personal("is_open", HEARD),
        ],
    },
];
