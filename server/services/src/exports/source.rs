use std::io;

use async_trait::async_trait;

use super::cell::Cell;
use crate::error::ServiceError;

/// Rows of a list, a page at a time.
#[async_trait]
pub(super) trait Source: Send {
    type Row: Send;

    /// The next page, which may be empty; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<Self::Row>>, ServiceError>;
}

/// How the rows of a list stand in a table: its words are made by whoever knows them.
pub trait Layout: Send + Sync + 'static {
    type Row;

    /// What the list is called: the name of the file and of the sheet in it.
    fn title(&self) -> String;

    /// The names of the columns.
    fn heads(&self) -> Vec<String>;

    /// A row, one cell for each column.
    fn cells(&self, row: &Self::Row) -> Vec<Cell>;
}

/// A table as it grows.
pub(super) trait Sheet {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;

    /// Writes what is still to be written. A table that is not finished is no whole file.
    fn finish(self: Box<Self>) -> io::Result<()>;
}
