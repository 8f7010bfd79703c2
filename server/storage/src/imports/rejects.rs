use domain::id::{CompanyId, ImportId};
use domain::imports::{RejectReason, RejectedRow};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, ExprTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity;
use super::queries::find;
use super::record::number;
use super::reject_entity::{Column, Entity, Model};
use crate::columns::coded;

/// Rows of one statement; SQLite takes 32 766 values in one.
const PIECE: usize = 1_000;
/// Imports of one purge.
const IMPORTS: u64 = 100;

/// A refusal with the number of its part in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReject {
    pub part: u16,
    pub row: RejectedRow,
}

/// A place among the rejects of an import: line and part.
pub type RejectCursor = (u32, u16);

pub async fn insert_rejects(
    db: &impl ConnectionTrait,
    import: ImportId,
    rejects: Vec<StoredReject>,
) -> Result<(), DbErr> {
    for piece in rejects.chunks(PIECE) {
        let rows = piece.iter().map(|reject| model(import, reject).into_active_model());
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

fn model(import: ImportId, reject: &StoredReject) -> Model {
    Model {
        import_id: import.as_i64(),
        line: number(reject.row.line),
        part: i16::try_from(reject.part).unwrap_or(i16::MAX),
        reason: reject.row.reason.code(),
        text: reject.row.text.clone(),
        partial: reject.row.partial,
    }
}

/// The first rows that were refused, then as far as there is room those that were taken in without a part;
/// told in the order of the list.
pub async fn first_rejects(
    db: &impl ConnectionTrait,
    company: CompanyId,
    import: ImportId,
    limit: u64,
) -> Result<Vec<RejectedRow>, DbErr> {
    if find(db, company, import).await?.is_none() {
        return Ok(Vec::new());
    }
    let query = Entity::find().filter(Column::ImportId.eq(import.as_i64()));
    let rows = query.order_by_asc(Column::Partial).order_by_asc(Column::Line).order_by_asc(Column::Part);
    let mut rows = rows.limit(limit).all(db).await?;
    rows.sort_by_key(|row| (row.line, row.part));
    rows.into_iter().map(|row| Ok(stored(row)?.row)).collect()
}

/// The rejects behind a place, in the order of the list.
pub async fn rejects_after(
    db: &impl ConnectionTrait,
    company: CompanyId,
    import: ImportId,
    after: RejectCursor,
    limit: u64,
) -> Result<Vec<StoredReject>, DbErr> {
    if find(db, company, import).await?.is_none() {
        return Ok(Vec::new());
    }
    let (line, part) = (number(after.0), i16::try_from(after.1).unwrap_or(i16::MAX));
    let same_line = Column::Line.eq(line).and(Column::Part.gt(part));
    let behind = Condition::any().add(Column::Line.gt(line)).add(same_line);
    let query = Entity::find().filter(Column::ImportId.eq(import.as_i64())).filter(behind);
    let rows = query.order_by_asc(Column::Line).order_by_asc(Column::Part).limit(limit).all(db).await?;
    rows.into_iter().map(stored).collect()
}

fn stored(row: Model) -> Result<StoredReject, DbErr> {
    let reason = coded("import_rejects.reason", RejectReason::from_code(row.reason))?;
    Ok(StoredReject {
        part: row.part.unsigned_abs(),
        row: RejectedRow { line: row.line.unsigned_abs(), reason, text: row.text, partial: row.partial },
    })
}

/// Imports of every company that ended before `before` and still have rejects.
pub async fn with_old_rejects(
    db: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<Vec<(CompanyId, ImportId)>, DbErr> {
    let mut kept = Query::select();
    let same = Expr::col((Entity, Column::ImportId)).equals((entity::Entity, entity::Column::Id));
    kept.expr(Expr::value(1)).from(Entity).and_where(same);
    let old = entity::Entity::find()
        .filter(entity::Column::EndedAt.lte(before.micros()))
        .filter(Expr::exists(kept));
    let rows = old.limit(IMPORTS).all(db).await?;
    let place = |row: entity::Model| (CompanyId::from_i64(row.company_id), ImportId::from_i64(row.id));
    Ok(rows.into_iter().map(place).collect())
}

/// Forgets the first rejects of an import: a piece that is short enough for one write. `false` when none
/// is left.
pub async fn forget_rejects(
    db: &impl ConnectionTrait,
    company: CompanyId,
    import: ImportId,
) -> Result<bool, DbErr> {
    let first = rejects_after(db, company, import, (0, 0), PIECE as u64).await?;
    let Some(last) = first.last() else { return Ok(false) };
    let piece = Column::ImportId.eq(import.as_i64()).and(Column::Line.lte(number(last.row.line)));
    Entity::delete_many().filter(piece).exec(db).await?;
    Ok(true)
}
