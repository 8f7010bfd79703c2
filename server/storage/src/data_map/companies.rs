use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// A craftsman's company is a person; the footer of commercial messages names it.
const PROFILE: Holding = Holding::new(
    Purpose::LegalDuty,
    Ground::LegalDuty,
    Retention::Company,
    &[Receiver::Members, Receiver::Iys, Receiver::SmsProvider, Receiver::MailProvider, Receiver::Meta],
);
const NATIONAL_ID: Holding =
    Holding::new(Purpose::LegalDuty, Ground::LegalDuty, Retention::Company, &[Receiver::Iys]);
const SEAT: Holding =
    Holding::new(Purpose::Account, Ground::Contract, Retention::Account, &[Receiver::Members]);
const INVITED: Holding = Holding::new(
    Purpose::Account,
    Ground::LegitimateInterest,
    Retention::Days(30),
    &[Receiver::Members, Receiver::MailProvider],
);

/// What a member calls a filter, and whom it may name; nobody else sees it, and it goes with the seat.
const OWN_VIEW: Holding = Holding::new(Purpose::Account, Ground::LegitimateInterest, Retention::Account, &[]);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "saved_views",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("membership_id", OWN_VIEW),
            Column::personal("name", OWN_VIEW),
            Column::personal("key", OWN_VIEW),
            Column::personal("filter", OWN_VIEW),
            Column::plain("created_at"),
        ],
    },
    Table {
        name: "companies",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("name", PROFILE),
            Column::plain("kind"),
            Column::plain("mode"),
            Column::personal("trade_name", PROFILE),
            Column::plain("tax_office"),
            Column::personal("tax_number", PROFILE),
            Column::personal("mersis", PROFILE),
            Column::personal("national_id", NATIONAL_ID),
            Column::personal("address", PROFILE),
            Column::personal("phone", PROFILE),
            Column::personal("kep", PROFILE),
            Column::personal("privacy_contact", PROFILE),
            Column::plain("send_from"),
            Column::plain("send_until"),
            Column::plain("send_days"),
            Column::plain("short_links"),
            Column::plain("created_at"),
            Column::plain("updated_at"),
            Column::plain("closed_at"),
        ],
    },
    Table {
        name: "company_limits",
        subject: Subject::None,
        columns: &[
            Column::plain("company_id"),
            Column::plain("sms_day"),
            Column::plain("sms_month"),
            Column::plain("whatsapp_day"),
            Column::plain("whatsapp_month"),
            Column::plain("email_day"),
            Column::plain("email_month"),
            Column::plain("recipients"),
            Column::plain("money_day"),
            Column::plain("money_currency"),
            Column::plain("share"),
            Column::plain("updated_at"),
        ],
    },
    Table {
        name: "company_usage",
        subject: Subject::None,
        columns: &[
            Column::plain("company_id"),
            Column::plain("day"),
            Column::plain("measure"),
            Column::plain("used"),
        ],
    },
    Table {
        name: "memberships",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::personal("user_id", SEAT),
            Column::plain("company_id"),
            Column::personal("role", SEAT),
            Column::personal("rights", SEAT),
            Column::personal("invited_by", SEAT),
            Column::plain("created_at"),
        ],
    },
    Table {
        name: "invitations",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("token_hash"),
            Column::personal("email", INVITED),
            Column::personal("email_key", INVITED),
            Column::plain("role"),
            Column::personal("invited_by", INVITED),
            Column::plain("lang"),
            Column::plain("created_at"),
            Column::plain("expires_at"),
            Column::plain("used_at"),
            Column::personal("used_by", INVITED),
            Column::plain("withdrawn_at"),
        ],
    },
];
