use domain::id::CompanyId;
use domain::imports::RejectReason;
use storage::erasures;

use super::contact_row::ReadRow;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Refuses the rows of people who were erased at their own request.
    pub(super) async fn refuse_erased(
        &self,
        company: CompanyId,
        mut rows: Vec<ReadRow>,
    ) -> Result<Vec<ReadRow>, ServiceError> {
        let db = self.db().read();
        if !erasures::has_any(db, company).await? {
            return Ok(rows);
        }
        let marks_of = |row: &ReadRow| match &row.contact {
            Some(contact) => self.marks(company, &contact.card, &contact.addresses),
            None => Vec::new(),
        };
        let marks: Vec<_> = rows.iter().map(marks_of).collect();
        let found = erasures::found(db, company, &marks.concat()).await?;
        for (row, marks) in rows.iter_mut().zip(marks) {
            if marks.iter().any(|mark| found.contains(mark)) {
                row.refuse(RejectReason::Erased);
            }
        }
        Ok(rows)
    }
}
