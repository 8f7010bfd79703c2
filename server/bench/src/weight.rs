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

/// The first page with its shell, the pages without WASM, and the heaviest further page, by `.ci/sizes`.
///
/// # Errors
/// No built site.
pub fn weights() -> Outcome<Vec<Weight>> {
    let told = Command::new(".ci/sizes").output()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let (routes, mut rest): (Vec<_>, Vec<_>) =
        told.lines().filter_map(read).partition(|weight| weight.what.starts_with("Route "));
    rest.extend(routes.into_iter().max_by(|a, b| a.bytes.total_cmp(&b.bytes)));
    if rest.is_empty() { Err("there is no built site to weigh".into()) } else { Ok(rest) }
}

/// `What it is    1234 of 5678`; lines without a limit are parts of others.
fn read(line: &str) -> Option<Weight> {
    let mut words: Vec<_> = line.split_ascii_whitespace().collect();
    let limit = words.pop()?.parse().ok()?;
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let place = words.iter().rposition(|word| digits(word))?;
    let bytes = words.get(place)?.parse().ok()?;
    Some(Weight { what: words.get(..place)?.join(" "), bytes, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_lines_with_a_limit() {
        let row = |what: &str, bytes, limit| Some(Weight { what: what.to_owned(), bytes, limit });
        assert_eq!(read("Route send_page    1234 of 40000"), row("Route send_page", 1234.0, 40_000.0));
        assert_eq!(read("Route a    50000 TOO HEAVY: limit 40000"), row("Route a", 50_000.0, 40_000.0));
        assert_eq!(read("  app.wasm    1234 "), None);
    }
}
