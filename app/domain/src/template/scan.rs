use super::expression::{self, VariableRef};
use crate::failure::Problem;

/// A stretch of a template, in order of appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Written as it stands; control blocks are part of it.
    Text(&'a str),
    Variable(VariableRef),
}

/// What is wrong with a template, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at character {at}")]
pub struct TemplateError {
    /// Characters (not bytes) in front of the opening braces concerned.
    pub at: usize,
    pub kind: TemplateErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateErrorKind {
    /// `{{`, `{%` or `{#` without its end, or with another `{{` before it.
    #[error("unclosed braces")]
    Unclosed,
    /// `{{ }}`.
    #[error("a variable without a name")]
    EmptyName,
    /// Something else than ASCII letters, digits and underscores: `{{ müşteri adı }}`.
    #[error("not a variable name")]
    BadName,
    /// A word of the template language, such as `in` or `true`.
    #[error("a reserved word")]
    ReservedName,
    /// A default with braces, a second `|` or a line break.
    #[error("not a default text")]
    BadDefault,
}

impl From<TemplateError> for Problem {
    fn from(_: TemplateError) -> Self {
        Self::BadTemplate
    }
}

/// Takes a template apart.
///
/// # Errors
/// The first [`TemplateError`] from the left.
pub fn parse(text: &str) -> Result<Vec<Piece<'_>>, TemplateError> {
    let mut pieces = Vec::new();
    let (mut written, mut cursor) = (0, 0);
    while let Some((open, close)) = next_opening(text, cursor) {
        let error = |kind| TemplateError { at: characters_before(text, open), kind };
        let inner = &text[open + 2..];
        let length = inner.find(close).ok_or_else(|| error(TemplateErrorKind::Unclosed))?;
        cursor = open + 2 + length + 2;
        if close == "}}" {
            let variable = read_variable(&inner[..length], characters_before(text, open));
            push_text(&text[written..open], &mut pieces);
            pieces.push(Piece::Variable(variable.map_err(error)?));
            written = cursor;
        }
    }
    push_text(&text[written..], &mut pieces);
    Ok(pieces)
}

/// Every use of a variable, repetitions included.
///
/// # Errors
/// The first [`TemplateError`] from the left.
pub fn variables(text: &str) -> Result<Vec<VariableRef>, TemplateError> {
    let variable = |piece| match piece {
        Piece::Variable(variable) => Some(variable),
        Piece::Text(_) => None,
    };
    Ok(parse(text)?.into_iter().filter_map(variable).collect())
}

/// The names in use, each once, in order of appearance.
///
/// # Errors
/// The first [`TemplateError`] from the left.
pub fn variable_names(text: &str) -> Result<Vec<String>, TemplateError> {
    let mut names = Vec::new();
    for variable in variables(text)? {
        if !names.contains(&variable.name) {
            names.push(variable.name);
        }
    }
    Ok(names)
}

/// Whether a template has `{% … %}` or `{# … #}`, which only trusted templates may.
#[must_use]
pub fn contains_control_blocks(text: &str) -> bool {
    text.contains("{%") || text.contains("{#")
}

/// Whether a text can be the subject of an e-mail: no line break and no NUL, so that it cannot add
/// a header.
#[must_use]
pub fn subject_is_clean(text: &str) -> bool {
    !text.contains(['\r', '\n', '\0'])
}

/// The next opening from `cursor` on, and what closes it.
fn next_opening(text: &str, cursor: usize) -> Option<(usize, &'static str)> {
    let pairs = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let found = pairs.into_iter().filter_map(|(open, close)| {
        let at = text[cursor..].find(open)?;
        Some((cursor + at, close))
    });
    found.min()
}

fn read_variable(inner: &str, at: usize) -> Result<VariableRef, TemplateErrorKind> {
    if inner.contains("{{") {
        return Err(TemplateErrorKind::Unclosed);
    }
    expression::read(inner, at)
}

fn characters_before(text: &str, byte: usize) -> usize {
    text[..byte].chars().count()
}

fn push_text<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}
