//! Whether a name is a person's or a firm's, and what its parts are.

use domain::turkish::{fold, to_title, to_upper};

/// Words that stand in names of firms only, folded.
const FIRM_WORDS: &[&str] = &[
    "ltd",
    "limited",
    "sti",
    "as",
    "anonim",
    "sirketi",
    "tic",
    "ticaret",
    "san",
    "sanayi",
    "holding",
    "koop",
    "kooperatifi",
    "belediyesi",
    "belediye",
    "mudurlugu",
    "baskanligi",
    "universitesi",
    "okulu",
    "hastanesi",
    "vakfi",
    "dernegi",
    "oto",
    "otomotiv",
    "lastik",
    "lastikleri",
    "petrol",
    "nakliyat",
    "nakliye",
    "insaat",
    "turizm",
    "gida",
    "market",
    "tekstil",
    "makina",
    "makine",
    "metal",
    "lojistik",
    "tarim",
    "plastik",
    "ins",
    "muhendislik",
    "mimarlik",
    "eczanesi",
    "restaurant",
    "lokantasi",
    "otel",
    "hotel",
    "servis",
    "servisi",
    "ve",
    "inc",
    "llc",
    "gmbh",
    "co",
    "company",
    "corp",
    "kargo",
    "filo",
    "rent",
    "kiralama",
    "taksi",
    "madencilik",
    "enerji",
    "elektrik",
    "bilgisayar",
    "yazilim",
    "mobilya",
    "kuyumculuk",
    "sigorta",
    "emlak",
    "pazarlama",
    "danismanlik",
    "hizmetleri",
    "dagitim",
    "ithalat",
    "ihracat",
    "urunleri",
    "kardesler",
    "ogullari",
    "lastikcilik",
    "galeri",
    "galerisi",
    "fabrikasi",
];

/// The most words of a person's name.
const MOST_WORDS: usize = 4;

/// Whether a customer's name is that of a firm.
pub(super) fn is_firm(name: &str) -> bool {
    let folded = fold(name).replace("a.s", "as").replace("a. s", "as");
    let mut words = 0;
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        if FIRM_WORDS.contains(&word) || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return true;
        }
    }
    words > MOST_WORDS || name.contains('&')
}

/// Given and family name out of a whole name: the last word is the family name.
pub(super) fn split_name(name: &str) -> (Option<String>, Option<String>) {
    match name.rsplit_once(' ') {
        Some((given, family)) => (Some(proper(given)), Some(proper(family))),
        None => (Some(proper(name)).filter(|name| !name.is_empty()), None),
    }
}

/// A person's name as it is addressed: `AYŞE IŞIK` becomes `Ayşe Işık`.
pub(super) fn proper(name: &str) -> String {
    let shouted = name.chars().count() > 1 && to_upper(name) == name;
    if shouted { to_title(name) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_firms_from_people() {
        for firm in [
            "Işık Lastik San. ve Tic. Ltd. Şti.",
            "DEMİR NAKLİYAT",
            "Kaya A.Ş.",
            "Özkan & Oğulları",
            "34 Oto",
            "Konya Büyükşehir Belediyesi",
        ] {
            assert!(is_firm(firm), "{firm}");
        }
        for person in ["Ayşe Işık", "MEHMET ALİ DEMİR", "İbrahim", "Fatma Nur Şahin Kaya"] {
            assert!(!is_firm(person), "{person}");
        }
    }

    #[test]
    fn the_last_word_is_the_family_name() {
        let parts = |name| split_name(name);
        assert_eq!(parts("MEHMET ALİ IŞIK"), (Some("Mehmet Ali".into()), Some("Işık".into())));
        assert_eq!(parts("Ayşe"), (Some("Ayşe".into()), None));
    }
}
