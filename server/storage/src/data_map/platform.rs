use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

const MAIL: Holding =
    Holding::new(Purpose::Account, Ground::Contract, Retention::Days(30), &[Receiver::MailProvider]);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "policy_versions",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("kind"),
            Column::plain("version"),
            Column::plain("title_tr"),
            Column::plain("title_en"),
            Column::plain("body_tr"),
            Column::plain("body_en"),
            Column::plain("published_at"),
            Column::plain("published_by"),
        ],
    },
    Table {
        name: "policy_texts",
        subject: Subject::None,
        columns: &[Column::plain("sha256"), Column::plain("title"), Column::plain("body")],
    },
    Table {
        name: "platform_settings",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("brand"),
            Column::plain("contact"),
            Column::plain("company_id"),
            Column::plain("pepper"),
            Column::plain("first_user_at"),
            Column::plain("created_at"),
            Column::plain("trade_name"),
            Column::plain("mersis"),
            Column::plain("address"),
            Column::plain("kep"),
        ],
    },
    Table {
        name: "data_keys",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("scope"),
            Column::plain("owner_id"),
            Column::plain("version"),
            Column::plain("master_key"),
            Column::plain("wrapped"),
            Column::plain("created_at"),
        ],
    },
    Table {
        name: "system_mails",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("kind"),
            Column::personal("recipient", MAIL),
            Column::plain("lang"),
            Column::personal("parameters", MAIL),
            Column::plain("created_at"),
            Column::plain("taken_at"),
        ],
    },
];
