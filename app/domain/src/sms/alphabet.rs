//! The characters of 3GPP TS 23.038: default alphabet (6.2.1), its extension (6.2.1.1) and the
//! Turkish single shift (A.2.1) and locking shift (A.3.1) tables.

/// The default alphabet without ESC: 127 characters of one septet.
pub(super) const fn is_default(letter: char) -> bool {
    matches!(letter,
        ' '..='Z' | 'a'..='z' | '_' | '\n' | '\r'
        | '£' | '¥' | 'è' | 'é' | 'ù' | 'ì' | 'ò' | 'Ç' | 'Ø' | 'ø' | 'Å' | 'å'
        | 'Δ' | 'Φ' | 'Γ' | 'Λ' | 'Ω' | 'Π' | 'Ψ' | 'Σ' | 'Θ' | 'Ξ'
        | 'Æ' | 'æ' | 'ß' | 'É' | '¤' | '¡' | 'Ä' | 'Ö' | 'Ñ' | 'Ü' | '§' | '¿'
        | 'ä' | 'ö' | 'ñ' | 'ü' | 'à')
}

/// The default extension table: ten characters of two septets, behind an escape.
pub(super) const fn is_extension(letter: char) -> bool {
    matches!(letter, '\u{C}' | '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€')
}

/// The Turkish letters outside the default alphabet (which has `Ö ö Ü ü Ç`). The single shift table
/// is the extension table with these added.
pub(super) const fn is_turkish_letter(letter: char) -> bool {
    matches!(letter, 'Ğ' | 'ğ' | 'İ' | 'ı' | 'Ş' | 'ş' | 'ç')
}

/// The eight characters that the locking shift table puts into the default alphabet.
pub(super) const fn is_gained_by_locking_shift(letter: char) -> bool {
    is_turkish_letter(letter) || letter == '€'
}

/// The eight characters that make room for them.
pub(super) const fn is_lost_by_locking_shift(letter: char) -> bool {
    matches!(letter, 'è' | 'ì' | 'Ø' | 'ø' | 'Æ' | 'æ' | '¡' | '¿')
}

/// UTF-16 code units: 1, or 2 for a surrogate pair.
pub(super) const fn utf16_units(letter: char) -> u32 {
    if letter as u32 > 0xFFFF { 2 } else { 1 }
}
