use super::TemplateErrorKind::{self, BadDefault, BadName, EmptyName, ReservedName};

/// Words that mean something else to the renderer.
const RESERVED: [&str; 15] = [
    "and", "else", "false", "False", "if", "in", "is", "loop", "none", "None", "not", "or", "self", "true",
    "True",
];

/// A place where a value is put in: `{{ ad_soyad }}` or `{{ ad_soyad | sayın müşterimiz }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableRef {
    /// ASCII letters, digits and underscores, not starting with a digit.
    pub name: String,
    /// What is written when the value is missing or empty.
    pub default: Option<String>,
    /// Characters (not bytes) of the template in front of the opening braces.
    pub at: usize,
}

/// Reads what stands between the braces. `name|default("text")`, as Jinja writes it, means the same
/// as `name|text`.
pub(super) fn read(inner: &str, at: usize) -> Result<VariableRef, TemplateErrorKind> {
    let (name, default) = match inner.split_once('|') {
        Some((name, default)) => (name.trim(), Some(read_default(default.trim())?)),
        None => (inner.trim(), None),
    };
    check_name(name)?;
    Ok(VariableRef { name: name.to_owned(), default, at })
}

fn check_name(name: &str) -> Result<(), TemplateErrorKind> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if name.is_empty() {
        Err(EmptyName)
    } else if !name.chars().all(is_part) || name.starts_with(|first: char| first.is_ascii_digit()) {
        Err(BadName)
    } else if RESERVED.contains(&name) {
        Err(ReservedName)
    } else {
        Ok(())
    }
}

fn read_default(text: &str) -> Result<String, TemplateErrorKind> {
    let text = in_jinja_call(text).unwrap_or(text);
    let is_allowed = |letter: char| !letter.is_control() && !matches!(letter, '{' | '}' | '|');
    if text.chars().all(is_allowed) { Ok(text.to_owned()) } else { Err(BadDefault) }
}

/// The text of `default("text")`, `default('text')` or `default("text", true)`.
fn in_jinja_call(text: &str) -> Option<&str> {
    let call = text.strip_prefix("default")?.trim_start().strip_prefix('(')?;
    let arguments = call.strip_suffix(')')?.trim();
    let first = arguments
        .strip_suffix("true")
        .map_or(Some(arguments), |rest| rest.trim_end().strip_suffix(',').map(str::trim_end))?;
    ['"', '\''].into_iter().find_map(|quote| {
        let quoted = first.strip_prefix(quote)?.strip_suffix(quote)?;
        (!quoted.contains([quote, '\\'])).then_some(quoted)
    })
}
