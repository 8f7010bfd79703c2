//! Web addresses that travel in a short form.

use serde::{Deserialize, Serialize};

use crate::failure::Problem;
use crate::id::CampaignId;
use crate::time::Timestamp;

/// Below the address of the installation, what every short address begins with.
pub const SHORT_PATH: &str = "/l/";
/// For how many days a short address leads somewhere.
pub const DAYS: u32 = 180;
/// The longest address that is shortened, in characters.
const LONGEST: usize = 2_000;

/// What ends an address although no space stands before it: quotation marks, brackets that addresses do not
/// hold, and the apostrophe before a Turkish suffix.
const BEHIND: &str = "“”‘’«»\"'<>]…";

/// The text with a shorter form of each of its web addresses; one that `short` has none for stays.
/// Punctuation and suffixes behind an address are no part of it.
pub fn replace_links(text: &str, mut short: impl FnMut(&str) -> Option<String>) -> String {
    let replaced = text.split_inclusive(char::is_whitespace).map(|word| {
        let schemes = ["https://", "http://"].map(|scheme| word.find(scheme));
        let Some(start) = schemes.into_iter().flatten().min() else { return word.to_owned() };
        let (before, rest) = word.split_at(start);
        let (address, behind) = rest.split_at(length_of_address(rest));
        match short(address) {
            Some(short) => [before, &short, behind].concat(),
            None => word.to_owned(),
        }
    });
    replaced.collect()
}

/// How many bytes of a word that begins with an address belong to it.
fn length_of_address(word: &str) -> usize {
    let end = word.find(|c: char| c.is_whitespace() || BEHIND.contains(c)).unwrap_or(word.len());
    let mut address = &word[..end];
    loop {
        let shorter = match address.chars().next_back() {
            Some('.' | ',' | ';' | ':' | '!' | '?') => &address[..address.len() - 1],
            // A bracket that the address opened itself stays with it.
            Some(')') if address.matches(')').count() > address.matches('(').count() => {
                &address[..address.len() - 1]
            }
            _ => return address.len(),
        };
        address = shorter;
    }
}

/// Whether an address is shortened to one that is as long as `sample`, a short address of this installation:
/// it is longer, it is not of this installation, and nothing in it pretends to be a host.
pub fn is_worth_shortening(address: &str, sample: &str) -> bool {
    let (long, short) = (address.chars().count(), sample.chars().count());
    let own = sample.rfind(SHORT_PATH).map_or(sample, |at| &sample[..=at]);
    let host =
        address.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    long > short
        && long <= LONGEST
        && !address.starts_with(own)
        && host.contains('.')
        && host.chars().all(is_host)
}

/// The text as long as it is sent: `sample` stands for each address that is shortened. Empty, it stands for
/// none.
pub fn with_samples(text: &str, sample: &str) -> String {
    let is_short = |address: &str| !sample.is_empty() && is_worth_shortening(address, sample);
    replace_links(text, |address| is_short(address).then(|| sample.to_owned()))
}

/// The page about a company's short addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortLinksView {
    /// Whether addresses in SMS are shortened.
    pub is_on: bool,
    /// Whether they would be, if nobody but this machine reached the installation: in a live company never.
    pub is_unreachable: bool,
    /// A short address as long as every one, which leads nowhere.
    pub sample: String,
    pub may_switch: bool,
    /// Newest first.
    pub rows: Vec<ShortLinkRow>,
}

/// How often an address was opened by its short forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortLinkRow {
    /// Empty for addresses that differ from person to person: they are counted together.
    pub address: String,
    /// `None` for messages that were sent one by one.
    pub campaign: Option<CampaignId>,
    /// What the campaign is called; may be empty.
    pub campaign_name: String,
    pub made: Timestamp,
    pub opened: u32,
}

/// Whether to shorten, as posted: `on` or `off`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShortLinksForm {
    pub shorten: String,
}

impl ShortLinksForm {
    /// # Errors
    /// [`Problem::Malformed`].
    pub fn parse(&self) -> Result<bool, Problem> {
        match self.shorten.as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(Problem::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "https://m.example/l/00000000000";
    const LONG: &str = "https://www.karaca.com.tr/kampanya/kis-lastigi?kaynak=sms";

    #[test]
    fn an_address_is_found_wherever_it_stands_and_its_punctuation_stays() {
        for (text, short) in [
            (format!("Odeme:{LONG}."), "Odeme:#."),
            (format!("({LONG})"), "(#)"),
            (format!("a\n{LONG}\tb  {LONG}, c"), "a\n#\tb  #, c"),
            ("www.karaca.com.tr ve ftp://a.b".to_owned(), "www.karaca.com.tr ve ftp://a.b"),
            (
                "https://a.b/c’ya “https://a.b/c” <https://a.b/c> https://a.b/c'dan".to_owned(),
                "#’ya “#” <#> #'dan",
            ),
            ("https://a.b/X_(film) (https://a.b/c), http://a.b/?u=https://c.d".to_owned(), "# (#), #"),
        ] {
            assert_eq!(replace_links(&text, |_| Some("#".to_owned())), short);
            assert_eq!(replace_links(&text, |_| None), text);
        }
    }

    #[test]
    fn only_what_is_longer_and_leads_elsewhere_is_shortened() {
        assert!(is_worth_shortening(LONG, SAMPLE));
        for stays in [
            "https://kisa.tr/a",
            "https://m.example/p/11111111111?with=much-behind-it",
            "https://banka.com.tr@kotu.example/giris/hesap/onayla",
            "https://localhost/uzun/uzun/uzun/uzun/uzun/uzun",
            "https://{{kod}}.karaca.com.tr/uzun/uzun/uzun/uzun",
        ] {
            assert!(!is_worth_shortening(stays, SAMPLE), "{stays}");
        }
        assert!(!is_worth_shortening(&format!("https://a.b/{}", "x".repeat(2_000)), SAMPLE));
    }

    #[test]
    fn a_sample_counts_for_what_is_sent_and_is_not_shortened_again() {
        let sent = with_samples(&format!("Kampanya: {LONG}"), SAMPLE);
        assert_eq!(sent, format!("Kampanya: {SAMPLE}"));
        assert_eq!(with_samples(&sent, SAMPLE), sent);
        assert_eq!(with_samples(LONG, ""), LONG);
    }
}
