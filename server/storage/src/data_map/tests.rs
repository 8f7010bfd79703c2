use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::{Subject, tables};
use crate::Db;
use crate::testing::{postgres, sqlite};

type Schema = BTreeSet<(String, String)>;

/// A full-text index is a virtual table with shadows, which repeat what their table holds.
const SQLITE: &str = "SELECT m.name AS t, c.name AS c FROM pragma_table_list m, pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.schema = 'main' AND m.name NOT LIKE 'sqlite_%'";
/// Partitions repeat the columns of their table.
const POSTGRES: &str = "SELECT r.relname::text AS t, a.attname::text AS c FROM pg_class r \
    JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname = current_schema() \
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped \
    WHERE r.relkind IN ('r', 'p') AND NOT r.relispartition";

/// The tool's own list of applied migrations.
const NOT_OURS: &str = "seaql_migrations";

async fn live_columns(db: &Db) -> Result<Schema, DbErr> {
    let sql = if db.backend() == DbBackend::Sqlite { SQLITE } else { POSTGRES };
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await?;
    let columns = rows.iter().map(|row| Ok((row.try_get("", "t")?, row.try_get("", "c")?)));
    let columns = columns.collect::<Result<Schema, DbErr>>()?;
    Ok(columns.into_iter().filter(|(table, _)| table != NOT_OURS).collect())
}

fn mapped_columns() -> Schema {
    let pairs = tables().flat_map(|table| table.columns.iter().map(move |column| (table.name, column.name)));
    pairs.map(|(table, column)| (table.to_owned(), column.to_owned())).collect()
}

async fn check(db: &Db) -> Result<(), DbErr> {
    let (live, mapped) = (live_columns(db).await?, mapped_columns());
    assert!(live.len() > 100, "the schema was not read: {} columns", live.len());
    let missing: Vec<_> = live.difference(&mapped).collect();
    let stale: Vec<_> = mapped.difference(&live).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing: {missing:?}\nstale: {stale:?}");
    Ok(())
}

#[tokio::test]
async fn names_every_column_of_the_schema_and_no_other() -> Result<(), DbErr> {
    check(&*sqlite().await).await
}

#[tokio::test]
async fn names_every_column_on_postgres_too() -> Result<(), DbErr> {
    match postgres().await {
        Some(test) => check(&test).await,
        None => Ok(()),
    }
}

#[test]
fn names_nothing_twice() {
    let mut seen: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for table in tables() {
        for column in table.columns {
            *seen.entry((table.name, column.name)).or_default() += 1;
        }
    }
    let double: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).collect();
    assert!(double.is_empty(), "{double:?}");
}

#[test]
fn a_table_about_nobody_holds_nothing_personal() {
    for table in tables().filter(|table| table.subject == Subject::None) {
        let personal: Vec<_> = table.columns.iter().filter(|column| column.holding.is_some()).collect();
        assert!(personal.is_empty(), "{}: {personal:?}", table.name);
    }
}
