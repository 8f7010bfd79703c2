use domain::contacts::AddressSource;
use domain::failure::{Failure, Problem};
use domain::id::CompanyId;
use storage::contacts::Writing;

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What storage writes contacts with.
    pub(crate) fn contact_writing(&self, company: CompanyId, source: AddressSource) -> Writing {
        Writing { ids: self.ids().clone(), company, source, now: self.now() }
    }
}

/// A unique index that refused is told at the field it guards.
pub(super) fn taken_at(field: &str, error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Storage(found) if found.is_duplicate() => Failure::field(field, Problem::Taken).into(),
        other => other,
    }
}
