//! Between columns and the types of `domain`.

use domain::time::Timestamp;
use sea_orm::DbErr;

/// The variant of a code; a code of a newer release is an error that names its column.
pub(crate) fn coded<T>(column: &'static str, found: Option<T>) -> Result<T, DbErr> {
    found.ok_or_else(|| DbErr::Type(format!("{column} holds a value this release does not know")))
}

pub(crate) fn time(micros: Option<i64>) -> Option<Timestamp> {
    micros.map(Timestamp::from_micros)
}

pub(crate) fn micros(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::micros)
}
