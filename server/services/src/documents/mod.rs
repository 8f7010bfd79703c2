//! Documents for people, as PDF that can be kept for years (PDF/A-2a) and read aloud (PDF/UA-1).

mod draw;
mod face;
mod layout;

use domain::lang::Lang;
use domain::time::Timestamp;

use crate::error::ServiceError;

/// What a document says, in the order it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    pub lang: Lang,
    pub made_at: Timestamp,
    /// At the foot of every page, before its number.
    pub foot: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    /// Line breaks are kept.
    Paragraph(String),
    /// A paragraph in small letters.
    Note(String),
    /// Names and what they stand for.
    Facts(Vec<(String, String)>),
    Table(Table),
}

/// Rows of as many cells as there are columns; none of them is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name of each column and its share of the width.
    pub columns: Vec<(String, u16)>,
    pub rows: Vec<Vec<String>>,
}

impl Document {
    /// The file. Takes milliseconds of a processor: not for an asynchronous thread.
    ///
    /// # Errors
    /// `Broken` when the writer finds that the document would not meet its standards.
    pub fn to_pdf(&self) -> Result<Vec<u8>, ServiceError> {
        let faces = face::Faces::load()?;
        draw::draw(self, &faces, layout::lay_out(self, &faces))
    }
}

#[cfg(test)]
mod tests;
