use serde::{Deserialize, Serialize};

use super::field::ImportField;
use super::file::{FileEncoding, Separator};
use crate::contacts::TagName;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::optional;
use crate::id::ImportId;

/// Columns that a list may have.
pub const MOST_COLUMNS: usize = 60;

/// Rows above the header that a list may have.
const MOST_ROWS_ABOVE: u32 = 20;

/// How a list is to be read, as posted. Buttons share the form: `act` says whether to look again or to
/// start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MappingForm {
    pub import: String,
    /// A word of [`FileEncoding`]; empty for workbooks.
    pub encoding: String,
    /// A word of [`Separator`]; empty for workbooks.
    pub separator: String,
    /// Rows above the first contact: 0 when the list has no header.
    pub skip_rows: String,
    /// A word of [`ImportField`] for each column, from the left.
    pub columns: Vec<String>,
    /// A tag for everybody in the list; may be empty.
    pub tag: String,
}

/// How a list is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// `None` for workbooks.
    pub encoding: Option<FileEncoding>,
    pub separator: Option<Separator>,
    /// Rows above the first contact.
    pub skip_rows: u32,
    pub columns: Vec<ImportField>,
    /// A tag for everybody in the list.
    pub tag: Option<String>,
}

impl MappingForm {
    /// # Errors
    /// No column with an address; two columns for something that has one; a bad tag.
    pub fn parse(&self) -> Result<(ImportId, ImportPlan), Failure> {
        let mut checks = Checks::default();
        let import = checks.take("import", self.import.parse().map_err(|_| Problem::NotFound));
        let skip_rows = checks.take("skip_rows", self.skip_rows());
        let columns = self.check_columns(&mut checks);
        let tag = checks.take("tag", optional(&self.tag, TagName::parse));
        checks.done()?;
        let (Some(import), Some(skip_rows), Some(columns), Some(tag)) = (import, skip_rows, columns, tag)
        else {
            return Err(Problem::Invalid.into());
        };
        let plan = ImportPlan {
            encoding: FileEncoding::from_word(&self.encoding),
            separator: Separator::from_word(&self.separator),
            skip_rows,
            columns,
            tag: tag.map(|tag| tag.as_str().to_owned()),
        };
        Ok((import, plan))
    }

    fn skip_rows(&self) -> Result<u32, Problem> {
        let rows: u32 = self.skip_rows.trim().parse().map_err(|_| Problem::NotANumber)?;
        if rows <= MOST_ROWS_ABOVE { Ok(rows) } else { Err(Problem::OutOfRange) }
    }

    fn check_columns(&self, checks: &mut Checks) -> Option<Vec<ImportField>> {
        let read = |word: &String| ImportField::from_word(word).ok_or(Problem::Malformed);
        let columns: Result<Vec<_>, _> = self.columns.iter().take(MOST_COLUMNS).map(read).collect();
        let columns = checks.take("columns", columns)?;
        for (place, field) in columns.iter().enumerate() {
            if !field.may_repeat() && columns[..place].contains(field) {
                checks.note(&column_field(place), Problem::Taken);
            }
        }
        if !columns.iter().any(|field| field.is_address()) {
            checks.note("columns", Problem::NoPhoneColumn);
        }
        Some(columns)
    }
}

/// The name of a column's field in a form, for the problem beside it.
pub fn column_field(place: usize) -> String {
    format!("column-{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(columns: &[&str]) -> MappingForm {
        MappingForm {
            import: ImportId::from_i64(3).to_string(),
            skip_rows: "1".to_owned(),
            columns: columns.iter().map(|word| (*word).to_owned()).collect(),
            ..MappingForm::default()
        }
    }

    fn problem(form: &MappingForm, field: &str) -> Option<Problem> {
        form.parse().err().and_then(|failure| failure.of(field).map(|found| found.problem))
    }

    #[test]
    fn a_list_without_any_address_is_refused() {
        assert_eq!(problem(&form(&["full_name", "city"]), "columns"), Some(Problem::NoPhoneColumn));
    }

    #[test]
    fn two_columns_of_one_name_are_told_at_the_second() {
        assert_eq!(problem(&form(&["title", "phone", "title"]), "column-2"), Some(Problem::Taken));
        assert!(form(&["phone", "phone", "email", "skip", "skip"]).parse().is_ok());
    }

    #[test]
    fn reads_how_the_list_is_to_be_read() -> Result<(), Failure> {
        let typed =
            MappingForm { separator: "tab".into(), encoding: "windows-1254".into(), ..form(&["phone"]) };
        let (_, plan) = typed.parse()?;
        assert_eq!(plan.separator, Some(Separator::Tab));
        assert_eq!(plan.encoding, Some(FileEncoding::Windows1254));
        assert_eq!((plan.skip_rows, plan.tag), (1, None));
        Ok(())
    }
}
