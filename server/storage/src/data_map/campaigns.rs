use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// Who of the members wrote, submitted, sent back, launched and approved it.
const AUTHOR: Holding =
    Holding::new(Purpose::Account, Ground::LegitimateInterest, Retention::CompanyRule, &[Receiver::Members]);
/// Typed recipients, names in the text, and the few examples of people left out.
const PEOPLE: Holding = Holding::new(
    Purpose::Messaging,
    Ground::LegitimateInterest,
    Retention::CompanyRule,
    &[Receiver::Members],
);

/// What a launched campaign has counted and not written yet.
const RESERVATIONS: Table = Table {
    name: "campaign_reservations",
    subject: Subject::None,
    columns: &[
        Column::plain("campaign_id"),
        Column::plain("company_id"),
        Column::plain("day"),
        Column::plain("channel"),
        Column::plain("messages"),
        Column::plain("cost"),
        Column::plain("cost_currency"),
    ],
};

pub(super) const TABLES: &[Table] = &[RESERVATIONS, LEFT_OUT, CAMPAIGNS];

/// Whom a launch left out, and why; the person goes with the card.
const LEFT_OUT: Table = Table {
    name: "campaign_left_out",
    subject: Subject::Contact,
    columns: &[
        Column::plain("campaign_id"),
        Column::plain("place"),
        Column::plain("company_id"),
        Column::personal("reason", PEOPLE),
        Column::personal("contact_id", PEOPLE),
        Column::personal("address", PEOPLE),
    ],
};

const CAMPAIGNS: Table = Table {
    name: "campaigns",
    subject: Subject::Contact,
    columns: &[
        Column::plain("id"),
        Column::plain("company_id"),
        Column::plain("name"),
        Column::plain("state"),
        Column::plain("channel"),
        Column::personal("audience", PEOPLE),
        Column::personal("content", PEOPLE),
        Column::plain("round"),
        Column::plain("created_at"),
        Column::personal("created_by", AUTHOR),
        Column::plain("scheduled_at"),
        Column::plain("launched_at"),
        Column::personal("launched_by", AUTHOR),
        Column::personal("approved_by", AUTHOR),
        Column::plain("release_at"),
        Column::personal("excluded", PEOPLE),
        Column::plain("version"),
        Column::plain("stopped_before"),
        Column::plain("lease_until"),
        Column::plain("submitted_at"),
        Column::personal("submitted_by", AUTHOR),
        Column::plain("sent_back_at"),
        Column::personal("sent_back_by", AUTHOR),
        Column::personal("sent_back_note", AUTHOR),
    ],
};
