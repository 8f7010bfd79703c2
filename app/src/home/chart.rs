//! Messages by day and channel, as bars drawn on the server, with the table behind them.

use domain::message::Channel;
use domain::messages::DayVolume;
use domain::turkish::{format_date, format_day_month, format_integer};
use leptos::prelude::*;

use super::scale::{hundredths, top_of};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, LeadCell, Table, TableRow, channel_name};

/// Pixels: where the bars begin and end, and the whole chart with its labels.
const TOP: u32 = 8;
const FLOOR: u32 = 152;
const WHOLE: u32 = 176;
/// Hundredths of a per cent of the width: room for the numbers at the side.
const SIDE: u32 = 800;
/// Dates that stand side by side below the bars.
const DATES: usize = 7;

/// Bars of every day.
#[component]
pub fn VolumeChart(days: Vec<DayVolume>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="panel" aria-labelledby="vol">
            <div class="row between"><h2 id="vol">{t!(i18n, home.by_day)}</h2><Legend /></div>
            <Bars days=days.clone() />
            <details class="raw"><summary class="link">{t!(i18n, home.show_table)}</summary><Numbers days /></details>
        </section>
    }
}

#[component]
fn Bars(days: Vec<DayVolume>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let busiest = days.iter().copied().max_by_key(|day| day.total());
    let top = top_of(busiest.map_or(0, DayVolume::total));
    let about = busiest.map(|busiest| {
        let (total, day) = (busiest.total(), format_date(busiest.day, lang));
        let count = format_integer(i64::from(total), lang);
        t_count!(i18n, total, home.one_busiest | busiest, day = day, count = count)
    });
    let lines = [(0, FLOOR), (top / 2, (TOP + FLOOR) / 2), (top, TOP)].map(|(count, y)| {
        view! {
            <line class="grid" x1="8%" x2="100%" y1=y y2=y />
            <text x="6%" y=y + 4 text-anchor="end">{format_integer(i64::from(count), lang)}</text>
        }
    });
    let width = (10_000 - SIDE) / u32::try_from(days.len()).unwrap_or(1).max(1);
    // Today has its date, and of the days before it as many as there is room for.
    let step = days.len().div_ceil(DATES).max(1);
    let dated = |place: usize| (days.len() - 1 - place).is_multiple_of(step);
    let bars = days.iter().zip(0..).enumerate().map(|(index, (day, place))| {
        let date = dated(index).then(|| format_day_month(day.day, lang));
        bar(*day, SIDE + place * width, width, top, date)
    });
    view! {
        <svg class="chart" height=WHOLE role="img" aria-labelledby="vol vol-about">
            <desc id="vol-about">{about}</desc>
            {lines.into_iter().collect_view()}
            {bars.collect_view()}
        </svg>
    }
}

/// One day: its channels stacked, and its date below when there is room for it.
fn bar(day: DayVolume, x: u32, width: u32, top: u32, date: Option<String>) -> impl IntoView {
    let counts = [(day.whatsapp, "c-wa"), (day.sms, "c-sms"), (day.email, "c-mail")];
    let mut y = f64::from(FLOOR);
    let blocks: Vec<_> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, class)| {
            let height = (f64::from(count) * f64::from(FLOOR - TOP) / f64::from(top)).max(1.0);
            y -= height;
            view! {
                <rect
                    class=class x=hundredths(x + width / 5) width=hundredths(width * 3 / 5)
                    y=format!("{y:.1}") height=format!("{height:.1}")
                />
            }
        })
        .collect();
    let date = date.map(|label| {
        view! { <text x=hundredths(x + width / 2) y="170" text-anchor="middle">{label}</text> }
    });
    view! { {blocks}{date} }
}

#[component]
fn Numbers(days: Vec<DayVolume>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let channel = |name: &str| Signal::stored(name.to_owned());
    let columns =
        vec![words!(i18n, home.column_day), channel("WhatsApp"), channel("SMS"), words!(i18n, parts.email)];
    let number = move |count: u32| format_integer(i64::from(count), lang);
    let rows = days.into_iter().map(move |day| {
        view! {
            <TableRow>
                <LeadCell><b>{format_date(day.day, lang)}</b></LeadCell>
                <Cell label=channel("WhatsApp")>{number(day.whatsapp)}</Cell>
                <Cell label=channel("SMS")>{number(day.sms)}</Cell>
                <Cell label=words!(i18n, parts.email)>{number(day.email)}</Cell>
            </TableRow>
        }
    });
    view! { <Table caption=words!(i18n, home.by_day) columns>{rows.collect_view()}</Table> }
}

#[component]
fn Legend() -> impl IntoView {
    let i18n = use_i18n();
    let marks = [("c-wa", Channel::Whatsapp), ("c-sms", Channel::Sms), ("c-mail", Channel::Email)];
    let items = marks.into_iter().map(|(class, channel)| {
        view! {
            <li>
                <svg aria-hidden="true"><rect class=class width="10" height="10" rx="2" /></svg>
                {channel_name(i18n, channel)}
            </li>
        }
    });
    view! { <ul class="legend sm dim">{items.collect_view()}</ul> }
}
