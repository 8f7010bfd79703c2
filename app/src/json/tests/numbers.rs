use serde::de::IgnoredAny;

use crate::json::{Unreadable, read};

#[test]
fn numbers_reach_to_both_ends_of_their_type() {
    assert_eq!(read("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(read("9223372036854775807"), Ok(9_223_372_036_854_775_807_u64));
    assert_eq!(
        (read("255"), read::<u8>("256"), read::<u8>("-1")),
        (Ok(255), Err(Unreadable), Err(Unreadable))
    );
    assert_eq!((read("-128"), read::<i8>("-129")), (Ok(-128_i8), Err(Unreadable)));
    assert_eq!(read("4294967295"), Ok(u32::MAX));
    assert_eq!((read::<u32>("4294967296"), read::<i32>("2147483648")), (Err(Unreadable), Err(Unreadable)));
    assert_eq!((read("0"), read("-0")), (Ok(0_i64), Ok(0_i64)));
}

#[test]
fn a_number_beyond_is_refused_and_never_another() {
    for text in
        ["9223372036854775808", "18446744073709551615", "-9223372036854775809", "99999999999999999999"]
    {
        assert_eq!(read::<u64>(text), Err(Unreadable), "{text}");
        assert_eq!(read::<i64>(text), Err(Unreadable), "{text}");
    }
}

#[test]
fn a_fraction_or_a_power_is_refused_and_never_cut() {
    for text in ["1.0", "1.5", "1e3", "1E3", "-0.0", "1.", ".5", "1e", "NaN", "Infinity"] {
        assert_eq!(read::<i64>(text), Err(Unreadable), "{text}");
        assert_eq!(read::<IgnoredAny>(text).err(), Some(Unreadable), "{text}");
    }
}

#[test]
fn a_number_has_one_way_to_be_written() {
    for text in ["01", "00", "-01", "+1", "--1", "-", "1-", "1 2", "0x1", "1_000", "١"] {
        assert_eq!(read::<i64>(text), Err(Unreadable), "{text}");
    }
}
