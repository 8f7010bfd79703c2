use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Result<String, EmailAddressError> {
    EmailAddress::parse(text).map(String::from)
}

#[test]
fn reads_ordinary_addresses() {
    for (text, address) in [
        ("ayse@example.com", "ayse@example.com"),
        ("  Ayse.Yilmaz@EXAMPLE.Com.TR ", "Ayse.Yilmaz@example.com.tr"),
        ("a+b_c/d=e{f}@xn--rnek-5qa.com.tr", "a+b_c/d=e{f}@xn--rnek-5qa.com.tr"),
        ("o'brien@a-b.co", "o'brien@a-b.co"),
    ] {
        assert_eq!(parsed(text), Ok(address.into()), "{text}");
    }
}

#[test]
fn says_precisely_what_is_wrong() {
    for (text, error) in [
        ("", Empty),
        ("   ", Empty),
        ("yok", MissingAt),
        ("a@b@example.com", SecondAt),
        ("a b@example.com", LocalPartCharacter(' ')),
        ("\"a\"@example.com", LocalPartCharacter('"')),
        ("Ayşe <ayse@example.com>", LocalPartCharacter('ş')),
        ("a,b@example.com", LocalPartCharacter(',')),
        ("a..b@example.com", MisplacedDot),
        (".a@example.com", MisplacedDot),
        ("a.@example.com", MisplacedDot),
        ("@example.com", MisplacedDot),
        ("a@example..com", MisplacedDot),
        ("a@example.com.", MisplacedDot),
        ("a@örnek.com.tr", InternationalDomain),
        ("a@localhost", NotADomain),
        ("a@", NotADomain),
        ("a@gmail,com", NotADomain),
        ("a@-example.com", NotADomain),
        ("a@exa_mple.com", NotADomain),
        ("a@127.0.0.1", NotADomain),
        ("a@[127.0.0.1]", NotADomain),
    ] {
        assert_eq!(parsed(text), Err(error), "{text:?}");
    }
}

#[test]
fn refuses_smuggled_headers() {
    for text in
        ["a@example.com\r\nBcc: b@example.com", "a\n@example.com", "a@example.com\0.tr", "\ta\t@example.com"]
    {
        assert_eq!(parsed(text), Err(ControlCharacter), "{text:?}");
    }
}

#[test]
fn keeps_the_lengths_of_the_standard() {
    let local = "a".repeat(64);
    let label = "b".repeat(63);
    let longest = format!("{local}@{label}.{label}.{}", "c".repeat(61));
    assert_eq!(longest.len(), 254);
    assert_eq!(parsed(&longest), Ok(longest.clone()));
    assert_eq!(parsed(&format!("{longest}c")), Err(TooLong));
    assert_eq!(parsed(&format!("a{local}@example.com")), Err(TooLong));
    assert_eq!(parsed(&format!("a@b{label}.com")), Err(NotADomain));
}

#[test]
fn hides_the_address_from_logs() -> Result<(), EmailAddressError> {
    let email = EmailAddress::parse("Ayse@example.com")?;
    assert_eq!(format!("{email:?}"), "EmailAddress(A***@example.com)");
    assert_eq!(email.comparison_key(), "ayse@example.com");
    assert_eq!((email.local_part(), email.domain()), ("Ayse", "example.com"));
    Ok(())
}

proptest! {
    #[test]
    fn every_address_survives_its_text(text in "[A-Za-z0-9.+_-]{1,12}@[a-z0-9.-]{1,12}\\.[a-z]{2,3}") {
        if let Ok(email) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(email.as_str()), Ok(email));
        }
    }

    #[test]
    fn whatever_passes_is_plain_ascii(text in "\\PC{0,8}@?\\PC{0,8}\\.com") {
        if let Ok(email) = EmailAddress::parse(&text) {
            prop_assert!(email.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert_eq!(email.as_str().matches('@').count(), 1);
        }
    }

    #[test]
    fn never_panics_on_any_text(text in any::<String>()) {
        let _ = EmailAddress::parse(&text);
    }
}
