use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, Statement};

use crate::StorageError;
use crate::ledger::sql::is_sqlite;

/// A table as it is in the database at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    pub name: String,
    pub columns: Vec<ColumnShape>,
}

/// A column and its declared type, as its database calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnShape {
    pub name: String,
    pub kind: String,
}

impl ColumnShape {
    /// Whether it holds raw bytes, which travel as hexadecimal digits.
    pub fn is_bytes(&self) -> bool {
        self.kind == "bytea" || self.kind.to_ascii_uppercase().contains("BLOB")
    }
}

/// The list of applied migrations: its names say which schema a backup has.
const MIGRATIONS: &str = "seaql_migrations";

/// The shadows of a full-text index repeat what triggers write there.
const SQLITE: &str = "SELECT m.name AS t, c.name AS c, c.type AS k \
    FROM pragma_table_list m, pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.schema = 'main' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid";
const SQLITE_LINKS: &str = "SELECT m.name AS t, l.\"table\" AS p \
    FROM pragma_table_list m, pragma_foreign_key_list(m.name) l \
    WHERE m.type = 'table' AND m.schema = 'main'";
/// A partition is a part of its table.
const POSTGRES: &str = "SELECT r.relname::text AS t, a.attname::text AS c, \
        format_type(a.atttypid, a.atttypmod) AS k FROM pg_class r \
    JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname = current_schema() \
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped \
    WHERE r.relkind IN ('r', 'p') AND NOT r.relispartition ORDER BY r.relname, a.attnum";
const POSTGRES_LINKS: &str = "SELECT r.relname::text AS t, p.relname::text AS p FROM pg_constraint l \
    JOIN pg_class r ON r.oid = l.conrelid JOIN pg_class p ON p.oid = l.confrelid \
    JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname = current_schema() WHERE l.contype = 'f'";

/// Every table of the product, those that others point at first.
pub(super) async fn tables(db: &impl ConnectionTrait) -> Result<Vec<TableShape>, StorageError> {
    let (columns, links) = if is_sqlite(db) { (SQLITE, SQLITE_LINKS) } else { (POSTGRES, POSTGRES_LINKS) };
    let mut tables = BTreeMap::<String, Vec<ColumnShape>>::new();
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await? {
        let column = ColumnShape { name: row.try_get("", "c")?, kind: row.try_get("", "k")? };
        tables.entry(row.try_get("", "t")?).or_default().push(column);
    }
    tables.remove(MIGRATIONS);
    let mut parents = BTreeMap::<String, BTreeSet<String>>::new();
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), links)).await? {
        parents.entry(row.try_get("", "t")?).or_default().insert(row.try_get("", "p")?);
    }
    Ok(parents_first(tables, &parents))
}

/// Whoever only waits for itself, or in a circle, comes last in the order of names.
fn parents_first(
    mut tables: BTreeMap<String, Vec<ColumnShape>>,
    parents: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<TableShape> {
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waits = |name: &String| {
            parents.get(name).is_some_and(|of| of.iter().any(|p| p != name && tables.contains_key(p)))
        };
        let ready: Vec<_> = tables.keys().filter(|name| !waits(name)).cloned().collect();
        let next = if ready.is_empty() { tables.keys().cloned().collect() } else { ready };
        for name in next {
            let columns = tables.remove(&name).unwrap_or_default();
            ordered.push(TableShape { name, columns });
        }
    }
    ordered
}

/// The names of the migrations that were applied, in no order; none where there is no schema yet.
pub(super) async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, StorageError> {
    if !has_table(db, MIGRATIONS).await? {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT version FROM {MIGRATIONS}");
    let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(found.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?)
}

pub(super) async fn has_table(db: &impl ConnectionTrait, name: &str) -> Result<bool, StorageError> {
    let sql = if is_sqlite(db) {
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1"
    } else {
        "SELECT 1 FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace \
            WHERE n.nspname = current_schema() AND r.relkind IN ('r', 'p') AND r.relname = $1"
    };
    let query = Statement::from_sql_and_values(db.get_database_backend(), sql, [name.into()]);
    Ok(db.query_one_raw(query).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_first_and_circles_end() {
        let tables = ["a", "b", "c", "d", "e"].map(|name| (name.to_owned(), Vec::new()));
        let links = [("a", "c"), ("c", "c"), ("b", "a"), ("d", "e"), ("e", "d")];
        let links = links.map(|(table, parent)| (table.to_owned(), BTreeSet::from([parent.to_owned()])));
        let ordered = parents_first(tables.into(), &links.into());
        let names: Vec<_> = ordered.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["c", "a", "b", "d", "e"]);
    }
}
