use super::entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// Who of the members uploaded it, and the name of the file on their machine.
const AUTHOR: Holding =
    Holding::new(Purpose::Account, Ground::LegitimateInterest, Retention::CompanyRule, &[Receiver::Members]);
/// Cells of the list that could not be read; they go with the file.
const CELLS: Holding =
    Holding::new(Purpose::Messaging, Ground::LegitimateInterest, Retention::Days(7), &[Receiver::Members]);

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "files",
        subject: Subject::None,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("size"),
            Column::plain("created_at"),
            Column::plain("expires_at"),
        ],
    },
    Table {
        name: "imports",
        subject: Subject::User,
        columns: &[
            Column::plain("id"),
            Column::plain("company_id"),
            Column::plain("file_id"),
            Column::personal("file_name", AUTHOR),
            Column::plain("format"),
            Column::plain("state"),
            Column::plain("problem"),
            Column::plain("plan"),
            Column::plain("created_at"),
            Column::personal("created_by", AUTHOR),
            Column::plain("started_at"),
            Column::plain("ended_at"),
            Column::plain("total"),
            Column::plain("done"),
            Column::plain("added"),
            Column::plain("updated"),
            Column::plain("refused"),
            Column::plain("partial"),
            Column::plain("position"),
            Column::plain("reasons"),
            Column::plain("lease_until"),
        ],
    },
    Table {
        name: "import_rejects",
        subject: Subject::Contact,
        columns: &[
            Column::plain("import_id"),
            Column::plain("line"),
            Column::plain("part"),
            Column::plain("reason"),
            Column::personal("text", CELLS),
            Column::plain("partial"),
        ],
    },
];
