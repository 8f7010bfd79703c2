use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::statement::{is_sqlite, rows, run};
use crate::error::StorageError;

/// Rows of one statement. Only these sizes occur, so that every statement is prepared once.
const SIZES: [usize; 9] = [256, 128, 64, 32, 16, 8, 4, 2, 1];

/// Writes many rows. `into` is the table with its columns in brackets, `values` those of all rows, one
/// after the other.
pub(crate) async fn insert<C: ConnectionTrait>(
    db: &C,
    into: &str,
    values: Vec<Value>,
) -> Result<(), StorageError> {
    for (sql, part) in statements(is_sqlite(db), into, values, "") {
        run(db, &sql, part).await?;
    }
    Ok(())
}

/// Writes those rows that are not there yet and returns `returning` of them.
pub(crate) async fn insert_new<C: ConnectionTrait>(
    db: &C,
    into: &str,
    values: Vec<Value>,
    returning: &str,
) -> Result<Vec<QueryResult>, StorageError> {
    let tail = format!(" ON CONFLICT DO NOTHING RETURNING {returning}");
    let mut written = Vec::new();
    for (sql, part) in statements(is_sqlite(db), into, values, &tail) {
        written.extend(rows(db, &sql, part).await?);
    }
    Ok(written)
}

fn statements(
    sqlite: bool,
    into: &str,
    values: Vec<Value>,
    tail: &str,
) -> impl Iterator<Item = (String, Vec<Value>)> {
    let width = into.matches(',').count() + 1;
    let mut values = values.into_iter();
    std::iter::from_fn(move || {
        let left = values.len() / width;
        let size = SIZES.into_iter().find(|size| *size <= left)?;
        let part = values.by_ref().take(size * width).collect();
        Some((format!("INSERT INTO {into} VALUES {}{tail}", places(sqlite, size, width)), part))
    })
}

/// `($1,$2),($3,$4)`; SQLite counts by itself.
fn places(sqlite: bool, size: usize, width: usize) -> String {
    let mut places = String::with_capacity(size * width * 6);
    for place in 0..size * width {
        places.push_str(match (place, place % width) {
            (0, _) => "(",
            (_, 0) => "),(",
            _ => ",",
        });
        if sqlite {
            places.push('?');
        } else {
            // Writing into a string cannot fail.
            let _ = write!(places, "${}", place + 1);
        }
    }
    places.push(')');
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_into_statements_of_known_sizes() {
        let values: Vec<Value> = (0..2 * 263i64).map(Value::from).collect();
        let sizes: Vec<_> =
            statements(true, "t (a, b)", values, "").map(|(_, part)| part.len() / 2).collect();
        assert_eq!(sizes, [256, 4, 2, 1]);
    }

    #[test]
    fn numbers_the_places_of_postgres() {
        assert_eq!(places(false, 2, 2), "($1,$2),($3,$4)");
        assert_eq!(places(true, 2, 2), "(?,?),(?,?)");
    }
}
