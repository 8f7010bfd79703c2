//! The legal identity of a company: tax number, MERSİS, national id, and how it stands here.

use std::fmt;

use crate::coded::coded_enum;
use crate::failure::Problem;

coded_enum! {
    /// Who trades; decides which identifiers the law asks for (by-law on commercial messages, article 7).
    CompanyKind {
        /// A merchant or company (tacir): trade name and MERSİS number.
        Merchant = 1 "merchant",
        /// A craftsman (esnaf): name and national id, which is kept encrypted.
        Craftsman = 2 "craftsman",
    }
}

coded_enum! {
    /// Whether messages leave the machine.
    CompanyMode {
        /// Nothing leaves: the sandbox's fate rules answer. Every new company starts here.
        Test = 1 "test",
        Live = 2 "live",
    }
}

/// A tax number (VKN): ten digits, the last one a check digit. A natural person's national id (TCKN)
/// of eleven digits is their tax number, too, and is not taken here: see [`NationalId`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxNumber(String);

impl TaxNumber {
    /// Reads ten digits; blanks between them are ignored.
    ///
    /// # Errors
    /// [`Problem::NotATaxNumber`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let number = digits(text).filter(|number| number.len() == 10 && vkn_checks(number));
        number.map(|number| Self(to_text(&number))).ok_or(Problem::NotATaxNumber)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A MERSİS number: sixteen digits. The registry publishes no check digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mersis(String);

impl Mersis {
    /// Reads sixteen digits; blanks and hyphens between them are ignored.
    ///
    /// # Errors
    /// [`Problem::NotAMersis`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let number =
            digits(text).filter(|number| number.len() == 16 && number.iter().any(|digit| *digit != 0));
        number.map(|number| Self(to_text(&number))).ok_or(Problem::NotAMersis)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Turkish national id (TCKN): eleven digits with two check digits. Cannot be printed or serialised;
/// it is stored only encrypted.
#[derive(Clone, PartialEq, Eq)]
pub struct NationalId(String);

impl NationalId {
    /// Reads eleven digits.
    ///
    /// # Errors
    /// [`Problem::NotANationalId`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let number = digits(text).filter(|number| number.len() == 11 && tckn_checks(number));
        number.map(|number| Self(to_text(&number))).ok_or(Problem::NotANationalId)
    }

    /// The digits, for the vault only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalId(…)")
    }
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '\u{A0}'))
        .map(|letter| letter.to_digit(10))
        .collect()
}

fn to_text(digits: &[u32]) -> String {
    digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}

/// The algorithm of the revenue administration: each of nine digits plus its distance to the end,
/// doubled as often as that distance, all modulo 9 and 10.
fn vkn_checks(number: &[u32]) -> bool {
    let terms = number[..9].iter().zip((1..=9u32).rev()).map(|(digit, place)| {
        let shifted = (digit + place) % 10;
        let term = shifted * (1 << place) % 9;
        if shifted != 0 && term == 0 { 9 } else { term }
    });
    (10 - terms.sum::<u32>() % 10) % 10 == number[9]
}

fn tckn_checks(number: &[u32]) -> bool {
    let odd: u32 = number[..9].iter().step_by(2).sum();
    let even: u32 = number[1..8].iter().step_by(2).sum();
    let tenth = (odd * 7 + 100 - even) % 10;
    let eleventh = number[..10].iter().sum::<u32>() % 10;
    number[0] != 0 && number[9] == tenth && number[10] == eleventh
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // The usual test number, and two that large banks print on their papers.
    const TAX_NUMBERS: &[&str] = &["1234567890", "8790017566", "4810058590"];

    #[test]
    fn takes_real_tax_numbers_and_no_neighbour_of_them() {
        for good in TAX_NUMBERS {
            assert_eq!(TaxNumber::parse(good).as_ref().map(TaxNumber::as_str), Ok(*good));
            for step in 1..10 {
                let mut digits: Vec<u32> = good.chars().filter_map(|digit| digit.to_digit(10)).collect();
                digits[9] = (digits[9] + step) % 10;
                assert_eq!(TaxNumber::parse(&to_text(&digits)), Err(Problem::NotATaxNumber));
            }
        }
    }

    #[test]
    fn a_national_id_needs_both_check_digits() {
        assert!(NationalId::parse("10000000146").is_ok());
        for bad in ["10000000145", "10000000156", "00000000000", "1000000014", "1000000014x", ""] {
            assert_eq!(NationalId::parse(bad), Err(Problem::NotANationalId), "{bad}");
        }
    }

    #[test]
    fn a_national_id_is_not_printed() {
        let printed = NationalId::parse("10000000146").map(|id| format!("{id:?}"));
        assert_eq!(printed, Ok("NationalId(…)".to_owned()));
    }

    #[test]
    fn a_mersis_number_has_sixteen_digits() {
        let number = Mersis::parse("0123-4567 8900 0015");
        assert_eq!(number.as_ref().map(Mersis::as_str), Ok("0123456789000015"));
        for bad in ["012345678900001", "01234567890000155", "0000000000000000", "012345678900001A"] {
            assert_eq!(Mersis::parse(bad), Err(Problem::NotAMersis), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn nine_digits_have_exactly_one_check_digit(nine in "[0-9]{9}") {
            let good = (0..10).filter(|last| TaxNumber::parse(&format!("{nine}{last}")).is_ok());
            prop_assert_eq!(good.count(), 1);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = (TaxNumber::parse(&text), Mersis::parse(&text), NationalId::parse(&text));
        }
    }
}
