use domain::failure::Problem;
use domain::id::{CompanyId, FileId, ImportId, UserId};
use domain::imports::{FileFormat, ImportCounts, ImportPlan, ImportState, RejectCount};
use domain::time::Timestamp;
use sea_orm::DbErr;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entity::Model;
use crate::columns::{coded, time};

/// An import as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    pub company: CompanyId,
    /// `None` once the file was deleted.
    pub file: Option<FileId>,
    pub file_name: String,
    pub format: FileFormat,
    pub state: ImportState,
    /// Why it failed.
    pub problem: Option<Problem>,
    pub plan: ImportPlan,
    pub created_at: Timestamp,
    pub created_by: UserId,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub counts: ImportCounts,
    /// The line up to which every row is taken in.
    pub position: u32,
    pub reasons: Vec<RejectCount>,
}

/// A list that was uploaded.
#[derive(Debug, Clone)]
pub struct NewImport {
    pub id: ImportId,
    pub company: CompanyId,
    pub file: FileId,
    pub file_name: String,
    pub format: FileFormat,
    /// As it was recognised.
    pub plan: ImportPlan,
    /// Rows of the list without those above the first contact.
    pub total: u32,
    pub created_at: Timestamp,
    pub created_by: UserId,
}

impl TryFrom<Model> for Import {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: ImportId::from_i64(row.id),
            company: CompanyId::from_i64(row.company_id),
            file: row.file_id.map(FileId::from_i64),
            counts: counts(&row),
            file_name: row.file_name,
            format: coded("imports.format", FileFormat::from_code(row.format))?,
            state: coded("imports.state", ImportState::from_code(row.state))?,
            problem: row.problem.and_then(Problem::from_code),
            plan: from_json("imports.plan", &row.plan)?,
            created_at: Timestamp::from_micros(row.created_at),
            created_by: UserId::from_i64(row.created_by),
            started_at: time(row.started_at),
            ended_at: time(row.ended_at),
            position: row.position.unsigned_abs(),
            reasons: from_json("imports.reasons", &row.reasons)?,
        })
    }
}

const fn counts(row: &Model) -> ImportCounts {
    ImportCounts {
        total: row.total.unsigned_abs(),
        done: row.done.unsigned_abs(),
        added: row.added.unsigned_abs(),
        updated: row.updated.unsigned_abs(),
        refused: row.refused.unsigned_abs(),
        partial: row.partial.unsigned_abs(),
    }
}

impl TryFrom<NewImport> for Model {
    type Error = DbErr;

    fn try_from(new: NewImport) -> Result<Self, DbErr> {
        Ok(Self {
            id: new.id.as_i64(),
            company_id: new.company.as_i64(),
            file_id: Some(new.file.as_i64()),
            file_name: new.file_name,
            format: new.format.code(),
            state: ImportState::Uploaded.code(),
            problem: None,
            plan: to_json(&new.plan)?,
            created_at: new.created_at.micros(),
            created_by: new.created_by.as_i64(),
            started_at: None,
            ended_at: None,
            total: number(new.total),
            done: 0,
            added: 0,
            updated: 0,
            refused: 0,
            partial: 0,
            position: 0,
            reasons: "[]".to_owned(),
            lease_until: None,
        })
    }
}

/// Counts of rows are far below the limit of the column.
pub(super) fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Json(error.to_string()))
}

fn from_json<T: DeserializeOwned>(column: &str, json: &str) -> Result<T, DbErr> {
    serde_json::from_str(json).map_err(|error| DbErr::Json(format!("{column}: {error}")))
}
