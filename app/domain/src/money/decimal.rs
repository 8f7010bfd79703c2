//! Decimal text to and from whole ten-thousandths.

use super::MoneyError;

const SCALE: usize = 4;

/// What to do with digits finer than a ten-thousandth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Finer {
    Refuse,
    /// To the nearest, halves away from zero, as accounting rounds.
    Round,
}

/// Reads `-1234.5` as -12345000 ten-thousandths.
pub(super) fn read(text: &str, finer: Finer) -> Result<i64, MoneyError> {
    let text = text.trim();
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let magnitude = magnitude(whole, fraction, finer)?;
    let signed = if negative { -magnitude } else { magnitude };
    i64::try_from(signed).map_err(|_| MoneyError::OutOfRange)
}

fn magnitude(whole: &str, fraction: &str, finer: Finer) -> Result<i128, MoneyError> {
    let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !only_digits(whole) || !only_digits(fraction) {
        return Err(MoneyError::NotADecimal);
    }
    let (kept, rest) = fraction.split_at(fraction.len().min(SCALE));
    if finer == Finer::Refuse && rest.bytes().any(|digit| digit != b'0') {
        return Err(MoneyError::TooPrecise);
    }
    let digits = format!("{whole}{kept:0<SCALE$}");
    let magnitude: i128 = digits.parse().map_err(|_| MoneyError::OutOfRange)?;
    let round_up = rest.bytes().next().is_some_and(|digit| digit >= b'5');
    magnitude.checked_add(i128::from(round_up)).ok_or(MoneyError::OutOfRange)
}

/// Writes the shortest text with at least two digits after the point: `395.55`, `0.0395`.
pub(super) fn write(ten_thousandths: i64) -> String {
    let sign = if ten_thousandths < 0 { "-" } else { "" };
    let magnitude = ten_thousandths.unsigned_abs();
    let fraction = format!("{:04}", magnitude % 10_000);
    let kept = fraction.trim_end_matches('0').len().max(2);
    format!("{sign}{}.{}", magnitude / 10_000, &fraction[..kept])
}
