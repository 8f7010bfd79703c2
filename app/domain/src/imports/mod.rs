//! Taking contacts in from a list: how it is read, what becomes of each row, how far it is.

mod field;
mod file;
mod form;
mod reason;
mod state;
mod view;

pub use field::ImportField;
pub use file::{FileEncoding, FileFormat, Separator};
pub use form::{ImportPlan, MOST_COLUMNS, MappingForm, column_field};
pub use reason::RejectReason;
pub use state::ImportState;
pub use view::{
    ColumnView, ImportCounts, ImportPreview, ImportRow, ImportView, PreviewRow, RejectCount, RejectedRow,
};
