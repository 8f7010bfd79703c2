//! What was left at the end of each day, as bars drawn on the server.

use domain::credit::{Credit, CreditDay, UnitCredit};
use domain::time::Date;
use domain::turkish::{format_credit, format_date, format_integer};
use leptos::prelude::*;

use crate::home::scale::{hundredths, top_of};
use crate::i18n::*;
use crate::page_context::use_page_context;

/// Pixels: where the bars begin and end, and the whole chart with its labels.
const TOP: u32 = 8;
const FLOOR: u32 = 120;
const WHOLE: u32 = 144;
/// Hundredths of a per cent of the width: room for the numbers at the side.
const SIDE: u32 = 1_000;
/// Days that are drawn, today among them, and how far their dates stand apart.
const DAYS: i32 = 30;
const STEP: i32 = 5;

/// One bar a day; a day without a reading has none. `heading` is the id of the chart's heading.
#[component]
pub fn LeftChart(heading: String, unit: UnitCredit, today: Date) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let top = top_of(unit.days.iter().map(|day| whole(&day.left)).max().unwrap_or_default());
    let lines = [(0, FLOOR), (top / 2, (TOP + FLOOR) / 2), (top, TOP)].map(|(count, y)| {
        view! {
            <line class="grid" x1="10%" x2="100%" y1=y y2=y />
            <text x="9%" y=y + 4 text-anchor="end">{format_integer(i64::from(count), lang)}</text>
        }
    });
    let first = today.plus_days(1 - DAYS);
    let bars = unit.days.iter().map(|day| bar(day, place(first, day.day), top)).collect_view();
    let dates = (0..DAYS).filter(|past| (DAYS - 1 - past) % STEP == 0).map(|past| {
        let (day, at) = (first.plus_days(past), place(first, first.plus_days(past)));
        let label = format!("{:02}.{:02}", day.day(), day.month());
        view! { <text x=hundredths(at + width() / 2) y=WHOLE - 6 text-anchor="middle">{label}</text> }
    });
    let mark = unit.threshold.as_ref().map(whole).filter(|least| *least <= top).map(|least| {
        let y = format!("{:.1}", height(least, top));
        view! { <line class="mark" x1="10%" x2="100%" y1=y.clone() y2=y /> }
    });
    let about = about(i18n, &unit);
    let described = format!("{heading}-about");
    let named = format!("{heading} {described}");
    view! {
        <svg class="chart" height=WHOLE role="img" aria-labelledby=named>
            <desc id=described>{about}</desc>
            {lines.into_iter().collect_view()}
            {bars}
            {mark}
            {dates.collect_view()}
        </svg>
    }
}

/// The chart in a sentence.
fn about(i18n: Locale, unit: &UnitCredit) -> String {
    let lang = use_page_context().lang;
    let by_left = |day: &&CreditDay| day.left.amount();
    let (Some(most), Some(least)) =
        (unit.days.iter().max_by_key(by_left), unit.days.iter().min_by_key(by_left))
    else {
        return String::new();
    };
    t_string!(
        i18n,
        credit.chart_about,
        most = format_credit(&most.left, lang),
        most_day = format_date(most.day, lang),
        least = format_credit(&least.left, lang),
        least_day = format_date(least.day, lang)
    )
    .to_string()
}

fn bar(day: &CreditDay, x: u32, top: u32) -> impl IntoView + use<> {
    let y = height(whole(&day.left), top);
    view! {
        <rect
            class="c-sms" x=hundredths(x + width() / 5) width=hundredths(width() * 3 / 5)
            y=format!("{y:.1}") height=format!("{:.1}", f64::from(FLOOR) - y)
        />
    }
}

/// Where an amount stands, in pixels from above; nothing that is left is drawn as nothing.
fn height(amount: u32, top: u32) -> f64 {
    let tall = f64::from(amount) * f64::from(FLOOR - TOP) / f64::from(top);
    let tall = if amount > 0 { tall.max(1.0) } else { 0.0 };
    f64::from(FLOOR) - tall
}

/// Where a day's bar begins, in hundredths of a per cent.
fn place(first: Date, day: Date) -> u32 {
    SIDE + u32::try_from(day.days_since(first)).unwrap_or_default() * width()
}

const fn width() -> u32 {
    (10_000 - SIDE) / DAYS.unsigned_abs()
}

/// Pieces, or whole units of the currency; none below zero.
fn whole(credit: &Credit) -> u32 {
    let amount = match credit {
        Credit::Money(money) => money.ten_thousandths() / 10_000,
        Credit::Pieces { count, .. } => *count,
    };
    u32::try_from(amount.max(0)).unwrap_or(u32::MAX)
}
