use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// What a company knows about the people it writes to.
const CARD: Holding = Holding::new(
    Purpose::Messaging,
    Ground::LegitimateInterest,
    Retention::CompanyRule,
    &[Receiver::Members],
);
/// Where they are reached.
const ADDRESS: Holding = Holding::new(
    Purpose::Messaging,
    Ground::LegitimateInterest,
    Retention::CompanyRule,
    &[Receiver::Members, Receiver::SmsProvider, Receiver::MailProvider, Receiver::Meta],
);
/// That an address is not theirs, as whoever reads there said.
const REPORT: Holding =
    Holding::new(Purpose::Messaging, Ground::Claims, Retention::CompanyRule, &[Receiver::Members]);
/// Whom the law sees in somebody.
const KIND: Holding =
    Holding::new(Purpose::LegalDuty, Ground::LegalDuty, Retention::CompanyRule, &[Receiver::Members]);

/// What keeps an erased person from coming back; a keyed hash that nobody can read.
const MARK: Holding = Holding::new(Purpose::LegalDuty, Ground::LegalDuty, Retention::Company, &[]);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "contacts",
        subject: Subject::Contact,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("kind"),
            Column::personal("given_name", CARD),
            Column::personal("family_name", CARD),
            Column::personal("title", CARD),
            Column::personal("code", CARD),
            Column::personal("code_key", CARD),
            Column::personal("tax_number", CARD),
            Column::personal("city", CARD),
            Column::personal("lang", CARD),
            Column::personal("recipient_kind", KIND),
            Column::personal("notes", CARD),
            Column::personal("name_key", CARD),
            Column::personal("search", CARD),
            Column::plain("reach"),
            Column::personal("source", CARD),
            Column::plain("created_at"),
            Column::plain("updated_at"),
            Column::plain("deleted_at"),
        ],
    },
    Table {
        name: "addresses",
        subject: Subject::Contact,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("kind"),
            Column::personal("key", ADDRESS),
            Column::personal("written", ADDRESS),
            Column::personal("source", ADDRESS),
            Column::plain("since"),
            Column::personal("state", ADDRESS),
            Column::plain("state_at"),
            Column::personal("state_note", ADDRESS),
        ],
    },
    Table {
        name: "address_reports",
        subject: Subject::Contact,
        columns: &[
            Column::plain("id"),
            Column::personal("address_id", REPORT),
            Column::plain("company_id"),
            Column::plain("channel"),
            Column::personal("before", REPORT),
            Column::plain("at"),
            Column::personal("proof", REPORT),
            Column::plain("taken_back_at"),
        ],
    },
    Table {
        name: "contact_addresses",
        subject: Subject::Contact,
        columns: &[
            Column::plain("contact_id"),
            Column::personal("address_id", ADDRESS),
            Column::personal("role", ADDRESS),
            Column::plain("place"),
            Column::personal("source", ADDRESS),
            Column::plain("since"),
        ],
    },
    Table {
        name: "tags",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("name"),
            Column::plain("key"),
            Column::plain("people"),
        ],
    },
    Table {
        name: "contact_tags",
        subject: Subject::Contact,
        columns: &[Column::personal("tag_id", CARD), Column::personal("contact_id", CARD)],
    },
    Table {
        name: "erasures",
        subject: Subject::Contact,
        columns: &[Column::plain("company_id"), Column::personal("mark", MARK), Column::plain("at")],
    },
    Table {
        name: "contact_counts",
        subject: Subject::None,
        columns: &[Column::plain("company_id"), Column::plain("reach"), Column::plain("people")],
    },
];
