use domain::contacts::ContactAddress;
use domain::failure::Problem;
use domain::id::{CompanyId, ImportId};
use domain::imports::{ColumnView, ImportField, ImportPlan, ImportPreview, PreviewRow, RejectReason};
use domain::rights::Right;
use storage::imports::{self, Import};

use super::contact_row::{ReadRow, read_row};
use super::seen::Seen;
use super::survey::Survey;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Rows that are shown as they would be taken in.
const SHOWN_ROWS: usize = 20;
const SHOWN_CELLS: usize = 3;

impl Services {
    /// What was recognised in an uploaded list, and how its first rows would be taken in: by the saved
    /// plan, or by another one to try it.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`, also once the list was deleted; what makes a list unreadable.
    pub async fn import_preview(
        &self,
        actor: &Actor,
        id: ImportId,
        plan: Option<ImportPlan>,
    ) -> Result<ImportPreview, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let import = self.find_import(company, id).await?;
        let plan = plan.unwrap_or_else(|| import.plan.clone());
        let (survey, rows) = self.beginning(&import, &plan).await?;
        let below = survey.head.iter().filter(|row| row.line() > plan.skip_rows).take(SHOWN_ROWS);
        let first = self.refuse_erased(company, below.map(|row| read_row(&plan, row)).collect()).await?;
        Ok(preview(import, &plan, &survey, rows, first))
    }

    pub(super) async fn find_import(&self, company: CompanyId, id: ImportId) -> Result<Import, ServiceError> {
        let found = imports::find(self.db().read(), company, id).await?;
        found.ok_or_else(|| Problem::NotFound.into())
    }
}

fn preview(
    import: Import,
    plan: &ImportPlan,
    survey: &Survey,
    rows: u32,
    first: Vec<ReadRow>,
) -> ImportPreview {
    let mut seen = Seen::default();
    ImportPreview {
        import: import.id,
        file_name: import.file_name,
        format: import.format,
        encoding: survey.reading.encoding(),
        separator: survey.reading.separator(),
        skip_rows: plan.skip_rows,
        columns: columns(plan, survey),
        rows,
        first: first.into_iter().map(|row| shown(row, &mut seen)).collect(),
        tag: plan.tag.clone().unwrap_or_default(),
    }
}

fn columns(plan: &ImportPlan, survey: &Survey) -> Vec<ColumnView> {
    let heading = survey.row_at(plan.skip_rows);
    let width = if plan.columns.is_empty() { survey.width } else { plan.columns.len() };
    (0..width)
        .map(|place| ColumnView {
            name: heading.map(|row| super::cell::line(row.cell(place))).unwrap_or_default(),
            field: plan.columns.get(place).copied().unwrap_or(ImportField::Skip),
            examples: survey.examples(place, plan.skip_rows, SHOWN_CELLS),
        })
        .collect()
}

fn shown(row: ReadRow, seen: &mut Seen) -> PreviewRow {
    let Some(contact) = row.contact else {
        let refused = row.left_out.first().map(|(_, reason)| *reason);
        return PreviewRow {
            line: row.line,
            name: row.refused_name,
            refused,
            left_out: row.left_out,
            ..PreviewRow::default()
        };
    };
    let refused = (!seen.is_new(&contact)).then_some(RejectReason::Duplicate);
    let (phones, emails): (Vec<_>, Vec<_>) =
        contact.addresses.iter().partition(|address| matches!(address, ContactAddress::Phone(_)));
    let texts = |addresses: Vec<&ContactAddress>| addresses.into_iter().map(ContactAddress::shown).collect();
    PreviewRow {
        line: row.line,
        name: contact.card.name(),
        code: contact.card.code.unwrap_or_default(),
        phones: texts(phones),
        emails: texts(emails),
        tags: contact.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        refused,
        left_out: row.left_out,
    }
}
