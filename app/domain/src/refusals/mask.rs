//! An address that its owner recognises and a stranger does not.

/// `+90 532 *** ** 67` or `a***@firma.com.tr`.
#[must_use]
pub fn mask_address(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((name, domain)) => {
            let first: String = name.chars().take(1).collect();
            format!("{first}***@{domain}")
        }
        None => mask_phone(address),
    }
}

fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let end: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
    match digits.as_slice() {
        ['9', '0', a, b, c, _, _, _, _, _, _, _] => format!("+90 {a}{b}{c} *** ** {end}"),
        [a, b, _, _, ..] => format!("+{a}{b} *** {end}"),
        _ => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_enough_for_its_owner() {
        assert_eq!(mask_address("+905321234567"), "+90 532 *** ** 67");
        assert_eq!(mask_address("+4915123456789"), "+49 *** 89");
        assert_eq!(mask_address("ayse.isik@firma.com.tr"), "a***@firma.com.tr");
        assert_eq!(mask_address("TR.1"), "***");
    }
}
