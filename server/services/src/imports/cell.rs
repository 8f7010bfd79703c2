//! What people and spreadsheets put around the value of a cell.

use domain::imports::RejectReason;

/// The value of a cell: trimmed, and without the marks that force a spreadsheet to see text,
/// `="0532…"` and `'0532…`.
pub(super) fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    let forced = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    forced.unwrap_or(cell).trim_start_matches('\'').trim()
}

/// One line out of a cell: runs of white space, line breaks among them, become one blank.
pub(super) fn line(cell: &str) -> String {
    let mut line = String::with_capacity(cell.len());
    for word in plain(cell).split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if !word.is_empty() && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A number as text: `5321234567.0` and `5,321234567E+09` become `5321234567`. Blank for what is only a
/// dash or zeros.
///
/// # Errors
/// [`RejectReason::PhoneRounded`] when digits are lost: `9,05321E+11`.
pub(super) fn number(cell: &str) -> Result<String, RejectReason> {
    let cell = plain(cell);
    let has_digits = cell.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) || !cell.is_ascii();
    let has_letters = cell.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !has_digits && !has_letters {
        return Ok(String::new());
    }
    if let Some(found) = scientific(cell) {
        return found.ok_or(RejectReason::PhoneRounded);
    }
    Ok(without_decimals(cell).to_owned())
}

/// `5321234567,00`: a number with a few zeros behind the point.
fn without_decimals(cell: &str) -> &str {
    let Some((whole, decimals)) = cell.rsplit_once(['.', ',']) else { return cell };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = decimals.len() <= 2 && !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0');
    if zeros && digits(whole) && whole.len() >= 10 { whole } else { cell }
}

/// `None` for what is not in scientific notation; `Some(None)` when not all digits are there.
fn scientific(cell: &str) -> Option<Option<String>> {
    let (mantissa, exponent) = cell.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1 || !digits(whole) || !digits(decimals) {
        return None;
    }
    // A number that ends with zeros is written without them, but a phone seldom does.
    Some((decimals.len() == exponent).then(|| format!("{whole}{decimals}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_spreadsheets_leave_them() {
        for (cell, number_text) in [
            ("5321234567.0", "5321234567"),
            ("5321234567,00", "5321234567"),
            ("=\"05321234567\"", "05321234567"),
            ("'0532 123 45 67", "0532 123 45 67"),
            ("5,321234567E+09", "5321234567"),
            ("9.05321234567E+11", "905321234567"),
            ("0.532.123.45.67", "0.532.123.45.67"),
            (" - ", ""),
            ("0", ""),
        ] {
            assert_eq!(number(cell), Ok(number_text.to_owned()), "{cell}");
        }
        assert_eq!(number("9,05321E+11"), Err(RejectReason::PhoneRounded));
    }

    #[test]
    fn makes_one_line_of_a_cell() {
        assert_eq!(line("  Ayşe\r\n  Işık\t"), "Ayşe Işık");
        assert_eq!(line(""), "");
    }
}
