//! The map of personal data: for every column whether it holds personal data, and if so why, on which
//! ground, how long, and who else receives it. Export, erasure and the privacy page read it, and a test
//! compares it with the live schema: a column without an entry fails the build.
//!
//! To add a table: one entry in the file of its group (a new group is a new file, listed in [`GROUPS`]).

mod accounts;
mod campaigns;
mod companies;
mod contacts;
mod entry;
mod imports;
mod logs;
mod messages;
mod platform;
mod providers;

pub use entry::{Column, Ground, Holding, Purpose, Receiver, Retention, Subject, Table};

/// All tables, group by group.
pub const GROUPS: &[&[Table]] = &[
    accounts::TABLES,
    campaigns::TABLES,
    companies::TABLES,
    contacts::TABLES,
    imports::TABLES,
    logs::TABLES,
    messages::TABLES,
    platform::TABLES,
    providers::TABLES,
];

/// Every table of the map.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    GROUPS.iter().flat_map(|group| group.iter())
}

#[cfg(test)]
mod tests;
