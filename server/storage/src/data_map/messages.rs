use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// What is sent to whom: goes to the provider of its channel.
const MESSAGE: Holding = Holding::new(
    Purpose::Messaging,
    Ground::LegitimateInterest,
    Retention::CompanyRule,
    &[Receiver::Meta, Receiver::SmsProvider, Receiver::MailProvider, Receiver::Members],
);
/// Which person a message went to; stays inside.
const LINK: Holding = Holding::new(
    Purpose::Messaging,
    Ground::LegitimateInterest,
    Retention::CompanyRule,
    &[Receiver::Members],
);
/// What providers say; their texts and references often hold the number or address.
const REPORT: Holding =
    Holding::new(Purpose::Reports, Ground::LegitimateInterest, Retention::CompanyRule, &[Receiver::Members]);
/// Reports on messages not known yet.
const EARLY: Holding = Holding::new(Purpose::Reports, Ground::LegitimateInterest, Retention::Days(2), &[]);
/// Which member wrote, approved or decided.
const MEMBER: Holding =
    Holding::new(Purpose::Account, Ground::LegitimateInterest, Retention::CompanyRule, &[Receiver::Members]);
/// The key of a send may hold a hash of the address.
const KEY: Holding =
    Holding::new(Purpose::Messaging, Ground::LegitimateInterest, Retention::CompanyRule, &[]);

const MESSAGES: Table = Table {
    name: "messages",
    subject: Subject::Contact,
    columns: &[
        Column::plain("id"),
        Column::plain("company_id"),
        Column::plain("account_id"),
        Column::plain("channel"),
        Column::plain("purpose"),
        Column::plain("class"),
        Column::plain("state"),
        Column::plain("priority"),
        Column::plain("reason"),
        Column::plain("flags"),
        Column::plain("round"),
        Column::plain("attempts"),
        Column::plain("fence"),
        Column::plain("attempt_id"),
        Column::plain("due_at"),
        Column::plain("expires_at"),
        Column::plain("lease_until"),
        Column::plain("node"),
        Column::plain("changed_at"),
        Column::personal("contact_id", LINK),
        Column::personal("address_id", LINK),
        Column::plain("campaign_id"),
        Column::plain("resend_of"),
        Column::personal("created_by", MEMBER),
        Column::personal("approved_by", MEMBER),
        Column::plain("via"),
        Column::plain("cost"),
        Column::plain("cost_currency"),
    ],
};

const BODIES: Table = Table {
    name: "message_bodies",
    subject: Subject::Contact,
    columns: &[
        Column::plain("message_id"),
        Column::personal("recipient", MESSAGE),
        Column::plain("sender"),
        Column::personal("subject", MESSAGE),
        Column::personal("text", MESSAGE),
        Column::plain("content_id"),
        Column::personal("params", MESSAGE),
    ],
};

const CONTENTS: Table = Table {
    name: "message_contents",
    subject: Subject::Contact,
    columns: &[
        Column::plain("id"),
        Column::plain("company_id"),
        Column::personal("subject", MESSAGE),
        Column::personal("html", MESSAGE),
        Column::personal("text", MESSAGE),
        Column::plain("sha256"),
        Column::plain("created_at"),
    ],
};

const EVENTS: Table = Table {
    name: "message_events",
    subject: Subject::Contact,
    columns: &[
        Column::plain("message_id"),
        Column::plain("id"),
        Column::plain("at"),
        Column::plain("from_state"),
        Column::plain("to_state"),
        Column::plain("cause"),
        Column::plain("reason"),
        Column::plain("reported"),
        Column::plain("flags"),
        Column::plain("attempt_id"),
        Column::personal("actor_id", MEMBER),
        Column::plain("code"),
        Column::personal("text", REPORT),
    ],
};

const ATTEMPTS: Table = Table {
    name: "message_attempts",
    subject: Subject::Contact,
    columns: &[
        Column::plain("id"),
        Column::plain("message_id"),
        Column::plain("account_id"),
        Column::plain("node"),
        Column::plain("fence"),
        Column::plain("call_id"),
        Column::plain("started_at"),
        Column::plain("finished_at"),
        Column::plain("outcome"),
        Column::personal("provider_ref", REPORT),
        Column::plain("sha256"),
    ],
};

const SEND_KEYS: Table = Table {
    name: "send_keys",
    subject: Subject::Contact,
    columns: &[Column::plain("company_id"), Column::personal("key", KEY), Column::plain("message_id")],
};

const PENDING: Table = Table {
    name: "pending_reports",
    subject: Subject::Contact,
    columns: &[
        Column::plain("id"),
        Column::plain("account_id"),
        Column::plain("subject"),
        Column::personal("reference", EARLY),
        Column::plain("state"),
        Column::plain("reason"),
        Column::plain("code"),
        Column::personal("text", EARLY),
        Column::plain("at"),
        Column::plain("tries"),
        Column::plain("next_try_at"),
        Column::plain("received_at"),
    ],
};

const API_REQUESTS: Table = Table {
    name: "api_requests",
    subject: Subject::Contact,
    columns: &[
        Column::plain("company_id"),
        Column::personal("key", KEY),
        Column::personal("body_hash", KEY),
        Column::plain("created_at"),
        Column::plain("answer"),
    ],
};

const NODES: Table = Table {
    name: "nodes",
    subject: Subject::None,
    columns: &[
        Column::plain("id"),
        Column::plain("holder"),
        Column::plain("started_at"),
        Column::plain("leased_until"),
        Column::plain("latest_at"),
    ],
};

const MESSAGE_COUNTERS: Table = Table {
    name: "message_counters",
    subject: Subject::None,
    columns: &[
        Column::plain("company_id"),
        Column::plain("day"),
        Column::plain("channel"),
        Column::plain("state"),
        Column::plain("total"),
    ],
};

/// Numbers of what each member sent.
const AUTHOR_COUNTERS: Table = Table {
    name: "author_counters",
    subject: Subject::User,
    columns: &[
        Column::plain("company_id"),
        Column::plain("day"),
        Column::personal("author", MEMBER),
        Column::plain("channel"),
        Column::plain("outcome"),
        Column::plain("currency"),
        Column::plain("total"),
        Column::plain("cost"),
    ],
};

const CAMPAIGN_COUNTERS: Table = Table {
    name: "campaign_counters",
    subject: Subject::None,
    columns: &[
        Column::plain("company_id"),
        Column::plain("campaign_id"),
        Column::plain("state"),
        Column::plain("total"),
    ],
};

pub(super) const TABLES: &[Table] = &[
    MESSAGES,
    BODIES,
    CONTENTS,
    EVENTS,
    ATTEMPTS,
    SEND_KEYS,
    API_REQUESTS,
    PENDING,
    NODES,
    MESSAGE_COUNTERS,
    CAMPAIGN_COUNTERS,
    AUTHOR_COUNTERS,
];
