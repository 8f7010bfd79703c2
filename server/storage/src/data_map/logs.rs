use super::entry::{Column, Ground, Holding, Purpose, Retention, Subject, Table};

/// Proof that somebody was informed or accepted: 3 years after it (law.md).
const PROOF: Holding = Holding::new(Purpose::LegalDuty, Ground::Claims, Retention::Days(1_096), &[]);
const ACCESS: Holding =
    Holding::new(Purpose::Security, Ground::LegitimateInterest, Retention::Days(365), &[]);
const AUDIT: Holding =
    Holding::new(Purpose::Security, Ground::LegitimateInterest, Retention::Days(1_096), &[]);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "policy_events",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("user_id", PROOF),
            Column::plain("company_id"),
            Column::plain("policy_version_id"),
            Column::personal("act", PROOF),
            Column::personal("at", PROOF),
            Column::personal("address", PROOF),
            Column::personal("agent", PROOF),
            Column::plain("lang"),
            Column::plain("via"),
            Column::plain("text_sha256"),
        ],
    },
    Table {
        name: "access_log",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("user_id", ACCESS),
            Column::plain("company_id"),
            Column::personal("kind", ACCESS),
            Column::personal("at", ACCESS),
            Column::personal("address", ACCESS),
            Column::personal("agent", ACCESS),
        ],
    },
    Table {
        name: "audit_log",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("sequence"),
            Column::plain("at"),
            // The number stays in the chain; it names nobody once the account is gone.
            Column::personal("actor_id", AUDIT),
            Column::plain("via"),
            Column::plain("action"),
            Column::plain("target"),
            Column::plain("details_hash"),
            Column::plain("previous_hash"),
            Column::plain("hash"),
            Column::personal("details", AUDIT),
            Column::personal("address", AUDIT),
            Column::plain("salt"),
        ],
    },
    Table {
        name: "audit_heads",
        subject: Subject::None,
        columns: &[Column::plain("company_id"), Column::plain("sequence"), Column::plain("hash")],
    },
];
