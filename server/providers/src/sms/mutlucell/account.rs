//! Credit and sender names.

use super::codes::data;
use super::{Mutlucell, xml};
use crate::http::Call;
use crate::provider::{Balance, Package, ProviderFailure};

impl Mutlucell {
    /// `$1986.0`: credits, no money.
    pub(super) async fn read_balance(&self) -> Result<Balance, ProviderFailure> {
        let text = self.ask("/gtcrdtex", "smskredi").await?;
        let unreadable = || ProviderFailure::unreadable(format!("no credit in: {text}")).of_a_read();
        let left = credits(&text).ok_or_else(unreadable)?;
        Ok(Balance { money: None, packages: vec![Package { name: "Kredi".to_owned(), left }] })
    }

    pub(super) async fn read_sender_names(&self) -> Result<Vec<String>, ProviderFailure> {
        Ok(names(&self.ask("/gtorgex", "smsorig").await?))
    }

    /// A call that takes the login and nothing else.
    async fn ask(&self, path: &str, element: &'static str) -> Result<String, ProviderFailure> {
        let call = Call::xml(path, xml::empty(element, &self.login())?);
        data(&self.http.read(&call).await?).map_err(ProviderFailure::of_a_read)
    }
}

/// Whole credits. The vendor writes them as Java writes a `double`: from ten million on as `1.2345678E7`.
fn credits(text: &str) -> Option<i64> {
    let number = text.trim_start_matches('$').trim();
    let (number, power) = number.split_once(['E', 'e']).unwrap_or((number, "0"));
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let (ones, power): (i64, i8) = (whole.parse().ok()?, power.parse().ok()?);
    match usize::try_from(power) {
        Ok(0) => Some(ones),
        Ok(power) => format!("{whole}{part:0<power$.power$}").parse().ok(),
        Err(_) => Some(0),
    }
}

/// Names stand between tabs by the vendor's word, and on lines behind a `$` by another's.
fn names(text: &str) -> Vec<String> {
    let names = text.split(['\t', '\r', '\n', ',']).map(|name| name.trim().trim_start_matches('$').trim());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_in_every_likely_shape() {
        for text in [
            "FIRMAADI\tFIRMA 2\t8501234567",
            "$FIRMAADI\r\n$FIRMA 2\r\n$8501234567\r\n",
            "$\tFIRMAADI,FIRMA 2,8501234567",
        ] {
            assert_eq!(names(text), ["FIRMAADI", "FIRMA 2", "8501234567"], "{text}");
        }
        assert!(names("$").is_empty());
    }

    #[test]
    fn reads_whole_credits() {
        for (text, left) in
            [("$1986.0", Some(1986)), ("$12,5", Some(12)), ("0", Some(0)), ("$-3.0", Some(-3)), ("$", None)]
        {
            assert_eq!(credits(text), left, "{text}");
        }
    }

    #[test]
    fn reads_credits_in_the_notation_of_a_java_double() {
        for (text, left) in [
            ("$1.2345678E7", Some(12_345_678)),
            ("$1.0E7", Some(10_000_000)),
            ("$-2.5E7", Some(-25_000_000)),
            ("$1.23456789012E7", Some(12_345_678)),
            ("$5.0E-4", Some(0)),
            ("$1.0E99", None),
            ("$E7", None),
            ("$1.0E", None),
        ] {
            assert_eq!(credits(text), left, "{text}");
        }
    }
}
