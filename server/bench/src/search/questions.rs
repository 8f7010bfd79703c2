use super::fill::{EMAIL, phone};

/// The kind of search that finds nothing.
pub const NOTHING: &str = "nothing there";

/// A kind of search, and the text of it about the person of a number.
type Question = (&'static str, fn(u32) -> String);

/// What people type.
pub const QUESTIONS: &[Question] = &[
    ("a name that many have", |_| "MEHMET".to_owned()),
    ("the beginning of a name", |n| ["meh", "ayş", "dem", "ad4", "kam"][n as usize % 5].to_owned()),
    ("a name that few have", |n| format!("Demirtaş{}", n % 1_000)),
    ("given and family name", |n| format!("Ayşe Demirtaş{}", n % 1_000)),
    ("a name and a code", |n| format!("Demirtaş{} 120", n % 1_000)),
    ("a whole code", |n| format!("120.01.{n:07}")),
    ("the beginning of all codes", |_| "120".to_owned()),
    ("the beginning of a code", |n| format!("120.01.{:05}", n / 100)),
    ("a whole phone number", |n| format!("0{}", phone(n))),
    ("the beginning of a number", |n| format!("0{}", &phone(n)[..5])),
    ("more of a number", |n| format!("0{}", &phone(n)[..7])),
    ("the end of a number", |n| phone(n)[6..].to_owned()),
    ("a whole e-mail address", |n| EMAIL.replace("{n}", &n.to_string())),
    ("the beginning of an address", |_| "kisi".to_owned()),
    ("a company's mail domain", |n| format!("@firma{}", n % 1_000)),
    ("words of a campaign", |n| format!("kampanya{} LASTİĞİ", n % 2_000)),
    (NOTHING, |n| format!("zzyzx{n}")),
];
