use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::required_line;
use crate::rights::Right;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

coded_enum! {
    /// A list that can be taken out as a file.
    ExportKind {
        Messages = 1 "messages",
        /// Whom a campaign went to, and who was left out of it.
        People = 2 "people",
        Contacts = 3 "contacts",
        /// Who sent what in a period.
        Members = 4 "members",
        /// Messages and costs of a period by day and channel.
        Volume = 5 "volume",
    }
}

impl ExportKind {
    /// The right to see the list itself, which an export asks for beside the right to export.
    pub const fn right(self) -> Right {
        match self {
            Self::Messages | Self::People => Right::SeeMessages,
            Self::Contacts => Right::SeeContacts,
            Self::Members | Self::Volume => Right::SeeReports,
        }
    }
}

coded_enum! {
    /// What a file is written as.
    ExportFormat {
        /// A workbook of Excel 2007 or newer.
        Xlsx = 1 "xlsx",
        /// UTF-8 with its mark, separated by semicolons: what a Turkish Excel opens by itself.
        Csv = 2 "csv",
    }
}

impl ExportFormat {
    /// The type of the file as HTTP names it.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// How somebody wants a list, as posted; the filter of the list stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportForm {
    /// A word of [`ExportFormat`].
    pub format: String,
    /// What the file is for; it stands in the audit log.
    pub reason: String,
}

/// A wish that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    pub format: ExportFormat,
    pub reason: String,
}

impl ExportForm {
    /// # Errors
    /// A missing reason or one that is too long; a format that is none.
    pub fn parse(&self) -> Result<ExportOrder, Failure> {
        let mut checks = Checks::default();
        let format = checks.take("format", ExportFormat::from_word(&self.format).ok_or(Problem::Required));
        let reason = checks.take("reason", required_line(&self.reason, LONGEST_REASON));
        checks.done()?;
        match (format, reason) {
            (Some(format), Some(reason)) => Ok(ExportOrder { format, reason }),
            _ => Err(Problem::Invalid.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_reason_is_refused_at_its_field() {
        let form = ExportForm { format: "csv".into(), reason: "  ".into() };
        let problem = form.parse().err().and_then(|failure| failure.of("reason").map(|found| found.problem));
        assert_eq!(problem, Some(Problem::Required));
        let read = ExportForm { reason: " Aylık rapor ".into(), ..form }.parse();
        assert_eq!(read, Ok(ExportOrder { format: ExportFormat::Csv, reason: "Aylık rapor".into() }));
    }

    #[test]
    fn a_format_that_is_none_is_told_as_well() {
        let failure = ExportForm { format: "doc".into(), ..ExportForm::default() }.parse().err();
        let fields = failure.map(|failure| failure.fields.into_iter().map(|field| field.field).collect());
        assert_eq!(fields, Some(vec!["format".to_owned(), "reason".to_owned()]));
    }
}
