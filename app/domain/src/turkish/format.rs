use crate::credit::Credit;
use crate::lang::Lang;
use crate::money::Money;
use crate::time::{Date, Timestamp};

const NO_BREAK_SPACE: char = '\u{A0}';

const ENGLISH_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `1.131` in Turkish, `1,131` in English.
#[must_use]
pub fn format_integer(number: i64, lang: Lang) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", group(number.unsigned_abs(), lang))
}

/// The share of `part` in `whole` to one decimal: `%95,8` in Turkish, `95.8%` in English.
///
/// Rounded half up, except that something is never shown as 0 and not quite all never as 100.
/// A share of nothing is `–`.
#[must_use]
pub fn format_percent(part: u64, whole: u64, lang: Lang) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = share_in_tenths(part, whole);
    let point = decimal_point(lang);
    let number = match (tenths / 10, tenths % 10) {
        (percent, 0) => percent.to_string(),
        (percent, tenth) => format!("{percent}{point}{tenth}"),
    };
    match lang {
        Lang::Tr => format!("%{number}"),
        Lang::En => format!("{number}%"),
    }
}

/// `395,55 ₺` in Turkish (with a no-break space), `₺395.55` in English.
///
/// Exact: two digits after the point, up to four when the amount has them.
#[must_use]
pub fn format_money(money: Money, lang: Lang) -> String {
    let sign = if money.is_negative() { "-" } else { "" };
    let magnitude = money.ten_thousandths().unsigned_abs();
    let decimal = money.to_decimal();
    let fraction = decimal.split_once('.').map_or("00", |(_, fraction)| fraction);
    let whole = group(magnitude / 10_000, lang);
    let symbol = money.currency().symbol();
    match lang {
        Lang::Tr => format!("{sign}{whole},{fraction}{NO_BREAK_SPACE}{symbol}"),
        Lang::En => format!("{sign}{symbol}{whole}.{fraction}"),
    }
}

/// Money as [`format_money`] has it, or `1.131 Adet SMS`.
#[must_use]
pub fn format_credit(credit: &Credit, lang: Lang) -> String {
    match credit {
        Credit::Money(money) => format_money(*money, lang),
        Credit::Pieces { of, count } => format!("{} {of}", format_integer(*count, lang)),
    }
}

/// `23.11.2026` in Turkish, `23 Nov 2026` in English.
#[must_use]
pub fn format_date(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Tr => date.format_turkish(),
        Lang::En => {
            let month = ENGLISH_MONTHS[usize::from(date.month()) - 1];
            format!("{} {month} {}", date.day(), date.year())
        }
    }
}

/// `23.11` in Turkish, `23 Nov` in English, where there is no room for the year.
#[must_use]
pub fn format_day_month(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Tr => format!("{:02}.{:02}", date.day(), date.month()),
        Lang::En => format!("{} {}", date.day(), ENGLISH_MONTHS[usize::from(date.month()) - 1]),
    }
}

/// `23.11.2026 14:05` in Turkish, `23 Nov 2026 14:05` in English; both on Turkish clocks.
#[must_use]
pub fn format_date_time(instant: Timestamp, lang: Lang) -> String {
    let civil = instant.to_istanbul();
    let date = format_date(civil.date(), lang);
    format!("{date} {:02}:{:02}", civil.hour(), civil.minute())
}

fn share_in_tenths(part: u64, whole: u64) -> u128 {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let rounded = (part * 2_000 + whole) / (2 * whole);
    if part == 0 || part >= whole { rounded } else { rounded.clamp(1, 999) }
}

const fn decimal_point(lang: Lang) -> char {
    match lang {
        Lang::Tr => ',',
        Lang::En => '.',
    }
}

fn group(number: u64, lang: Lang) -> String {
    let separator = match lang {
        Lang::Tr => '.',
        Lang::En => ',',
    };
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
