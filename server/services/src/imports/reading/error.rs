use domain::failure::{Failure, FieldProblem, Problem};

/// Why a list cannot be read, and in which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{problem} in row {line:?}")]
pub(in crate::imports) struct ReadError {
    pub problem: Problem,
    pub line: Option<u32>,
}

impl ReadError {
    pub const fn at(problem: Problem, line: u32) -> Self {
        Self { problem, line: Some(line) }
    }
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self { problem, line: None }
    }
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        tracing::warn!(%error, "a kept list does not read");
        Problem::FileUnreadable.into()
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let detail = error.line.map(|line| line.to_string());
        Self::fields(vec![FieldProblem { field: "file".to_owned(), problem: error.problem, detail }])
    }
}
