use domain::id::{CompanyId, FileId, ImportId};
use domain::imports::{RejectReason, RejectedRow};
use sea_orm::prelude::*;
use sea_orm::{Condition, ExprTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity;
use super::queries::{find, its};
use super::record::number;
use super::reject_entity::{Column, Entity, Model};
use crate::columns::coded;

/// Rows of one statement; SQLite takes 32 766 values in one.
const PIECE: usize = 1_000;

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

/// The first rows that were refused, before those that were taken in without a part.
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
    rows.limit(limit).all(db).await?.into_iter().map(|row| Ok(stored(row)?.row)).collect()
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

/// Forgets what stood in a list that is deleted: its cells among the rejects, and where it lay.
pub async fn forget_rejects(
    db: &impl ConnectionTrait,
    company: CompanyId,
    file: FileId,
) -> Result<(), DbErr> {
    let of_file = entity::Column::FileId.eq(file.as_i64());
    let query = entity::Entity::find().filter(of_file.and(entity::Column::CompanyId.eq(company.as_i64())));
    for row in query.all(db).await? {
        let gone = Entity::delete_many().filter(Column::ImportId.eq(row.id));
        gone.exec(db).await?;
        let change = entity::Entity::update_many()
            .filter(its(company, ImportId::from_i64(row.id)))
            .col_expr(entity::Column::FileId, Expr::value(Option::<i64>::None));
        change.exec(db).await?;
    }
    Ok(())
}
