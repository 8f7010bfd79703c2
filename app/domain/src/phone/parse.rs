use super::digits::{self, Dialled};
use super::{PhoneError, PhoneKind};

/// The E.164 form, with its `+`, and the kind of the number a text holds.
pub(super) fn read(text: &str) -> Result<(String, PhoneKind), PhoneError> {
    let Dialled { international, digits } = digits::read(text)?;
    if digits.is_empty() {
        return Err(PhoneError::Empty);
    }
    if international && !digits.starts_with("90") {
        return foreign(&digits);
    }
    let national = if international {
        national_part(&digits[2..], &["0", ""])
    } else if digits.len() == 7 && digits.starts_with("444") {
        Err(PhoneError::NotAMobile)
    } else {
        unprefixed_national_part(&digits)
    }?;
    turkish(national)
}

/// E.164 allows 15 digits; below eight there is no country with mobile numbers.
fn foreign(digits: &str) -> Result<(String, PhoneKind), PhoneError> {
    match digits.len() {
        _ if digits.starts_with('0') => Err(PhoneError::CountryUnclear),
        ..8 => Err(PhoneError::TooShort),
        8..=15 => Ok((format!("+{digits}"), PhoneKind::Foreign)),
        _ => Err(PhoneError::TooLong),
    }
}

fn unprefixed_national_part(digits: &str) -> Result<&str, PhoneError> {
    let national = national_part(digits, &["900", "90", "0", ""]);
    let could_be_turkish = digits.starts_with(['0', '5']) || digits.starts_with("90");
    match national {
        Err(PhoneError::TooLong) if !could_be_turkish => Err(PhoneError::CountryUnclear),
        other => other,
    }
}

/// The ten digits behind one of the prefixes.
fn national_part<'a>(digits: &'a str, prefixes: &[&str]) -> Result<&'a str, PhoneError> {
    let behind = |prefix: &&str| digits.strip_prefix(*prefix);
    let is_whole = |rest: &&str| rest.len() == 10 && !rest.starts_with('0');
    if let Some(national) = prefixes.iter().filter_map(behind).find(is_whole) {
        return Ok(national);
    }
    let shortest = prefixes.iter().find_map(behind).unwrap_or(digits);
    Err(if shortest.trim_start_matches('0').len() < 10 { PhoneError::TooShort } else { PhoneError::TooLong })
}

fn turkish(national: &str) -> Result<(String, PhoneKind), PhoneError> {
    let kind = match national.as_bytes().first() {
        Some(b'5') => PhoneKind::TurkishMobile,
        _ if national.starts_with("444") => PhoneKind::TurkishService,
        Some(b'2'..=b'4') => PhoneKind::TurkishLandline,
        _ => PhoneKind::TurkishService,
    };
    Ok((format!("+90{national}"), kind))
}
