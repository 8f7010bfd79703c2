//! Lists as files: what is asked for.

mod order;

pub use order::{ExportForm, ExportFormat, ExportKind, ExportOrder};
