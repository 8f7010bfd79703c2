//! What the built pages weigh as they travel.

use std::process::Command;

use crate::Outcome;

/// One line of the scales: what, how many bytes, and its limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    pub what: String,
    pub bytes: f64,
    pub limit: f64,
}

/// Every page by `.ci/sizes`: what all need, and what each adds.
///
/// # Errors
/// No built site.
pub fn weights() -> Outcome<Vec<Weight>> {
    let told = Command::new(".ci/sizes").output()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let pages: Vec<_> = told.lines().filter_map(read).collect();
    if pages.is_empty() { Err("there is no built site to weigh".into()) } else { Ok(pages) }
}

/// `What it is    1234 of 5678`, or more words that end with the limit; lines without one are parts of
/// others.
fn read(line: &str) -> Option<Weight> {
    let number = |word: &str| word.trim_end_matches([',', ':']).parse::<u32>().ok().map(f64::from);
    let words: Vec<_> = line.split_ascii_whitespace().collect();
    let place = words.iter().position(|word| number(word).is_some())?;
    let bytes = number(words.get(place)?)?;
    let limit = words.get(place + 1..)?.iter().rev().find_map(|word| number(word))?;
    Some(Weight { what: words.get(..place)?.join(" "), bytes, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_lines_with_a_limit() {
        let row = |what: &str, bytes, limit| Some(Weight { what: what.to_owned(), bytes, limit });
        assert_eq!(read("Route send_page    1234 of 40000"), row("Route send_page", 1234.0, 40_000.0));
        let owed = "Route a    50000 above its limit of 40000, owed";
        assert_eq!(read(owed), row("Route a", 50_000.0, 40_000.0));
        let grew = "Route a    60000 GREW above 50000; its limit is 40000";
        assert_eq!(read(grew), row("Route a", 60_000.0, 40_000.0));
        assert_eq!(read("  app.wasm    1234 "), None);
    }
}
