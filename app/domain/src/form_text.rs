//! Lines and paragraphs as people type them into forms.

use crate::failure::Problem;

/// One line that must be there: trimmed, without control characters, at most `longest` characters.
///
/// # Errors
/// [`Problem::Required`], [`Problem::LineBreak`] or [`Problem::TooLong`].
pub fn required_line(text: &str, longest: usize) -> Result<String, Problem> {
    let line = text.trim();
    if line.is_empty() {
        return Err(Problem::Required);
    }
    if line.chars().any(char::is_control) {
        return Err(Problem::LineBreak);
    }
    if line.chars().count() > longest { Err(Problem::TooLong) } else { Ok(line.to_owned()) }
}

/// Like [`required_line`], but a blank field is `None`.
///
/// # Errors
/// [`Problem::LineBreak`] or [`Problem::TooLong`].
pub fn optional_line(text: &str, longest: usize) -> Result<Option<String>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { required_line(text, longest).map(Some) }
}

/// Several lines; `None` when blank. Line breaks become `\n`.
///
/// # Errors
/// [`Problem::BadCharacters`] for other control characters, or [`Problem::TooLong`].
pub fn optional_paragraph(text: &str, longest: usize) -> Result<Option<String>, Problem> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        return Err(Problem::BadCharacters);
    }
    if text.chars().count() > longest {
        return Err(Problem::TooLong);
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A value of a type that reads itself; a blank field is `None`.
///
/// # Errors
/// The type's own problem.
pub fn optional<T, E: Into<Problem>>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some).map_err(Into::into) }
}

/// A whole number up to `most`; points between thousands are fine.
///
/// # Errors
/// [`Problem::NotANumber`] or [`Problem::OutOfRange`].
pub fn whole(text: &str, most: u32) -> Result<u32, Problem> {
    let digits: String = text.chars().filter(|letter| !matches!(letter, '.' | ' ')).collect();
    let number: u32 = digits.parse().map_err(|_| Problem::NotANumber)?;
    if number <= most { Ok(number) } else { Err(Problem::OutOfRange) }
}

/// Whether a check box came ticked: browsers send `on`, programs `true`.
pub fn is_ticked(text: &str) -> bool {
    matches!(text.trim(), "on" | "true" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_refuses_lines() {
        assert_eq!(required_line("  Ayşe \t", 4), Ok("Ayşe".to_owned()));
        assert_eq!(required_line(" \n ", 4), Err(Problem::Required));
        assert_eq!(required_line("a\r\nBcc: x", 40), Err(Problem::LineBreak));
        assert_eq!(required_line("ışıkk", 4), Err(Problem::TooLong));
        assert_eq!(optional_line("  ", 4), Ok(None));
    }

    #[test]
    fn keeps_the_lines_of_a_paragraph() {
        assert_eq!(optional_paragraph(" a\r\nb ", 3), Ok(Some("a\nb".to_owned())));
        assert_eq!(optional_paragraph("\n", 3), Ok(None));
        assert_eq!(optional_paragraph("a\0b", 9), Err(Problem::BadCharacters));
    }

    #[test]
    fn nothing_typed_is_not_a_tick() {
        assert!(is_ticked("on") && is_ticked("true"));
        assert!(!is_ticked("") && !is_ticked("false") && !is_ticked("off"));
    }
}
