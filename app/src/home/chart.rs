//! Messages by day and channel, as bars drawn on the server, with the table behind them.

use domain::message::Channel;
use domain::messages::DayCount;
use domain::time::Date;
use domain::turkish::{format_date, format_integer};
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, LeadCell, Table, TableRow, channel_name};

/// Days the chart shows.
const DAYS: i32 = 7;
/// Pixels: the height of the bars, and of the whole chart with its labels.
const HEIGHT: u32 = 144;
const WHOLE: u32 = 176;

/// Bars of the last seven days.
#[component]
pub fn VolumeChart(days: Vec<DayCount>, today: Date) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let all: Vec<Date> = (0..DAYS).rev().map(|back| today.plus_days(-back)).collect();
    let sum = |day: Date, channel: Channel| -> u32 {
        days.iter()
            .filter(|count| count.day == day && count.channel == channel)
            .map(|count| count.count)
            .sum()
    };
    let table: Vec<(Date, [u32; 3])> = all
        .into_iter()
        .map(|day| (day, [Channel::Whatsapp, Channel::Sms, Channel::Email].map(|channel| sum(day, channel))))
        .collect();
    let most = table.iter().map(|(_, counts)| counts.iter().sum::<u32>()).max().unwrap_or(0).max(1);
    let bars =
        table.iter().zip(0u32..).map(|((day, counts), place)| bar(*day, *counts, place, most)).collect_view();
    let rows = table.clone().into_iter().map(move |(day, counts)| {
        view! {
            <TableRow>
                <LeadCell><b>{format_date(day, lang)}</b></LeadCell>
                <Cell label=Signal::stored("WhatsApp".to_owned())>{format_integer(i64::from(counts[0]), lang)}</Cell>
                <Cell label=Signal::stored("SMS".to_owned())>{format_integer(i64::from(counts[1]), lang)}</Cell>
                <Cell label=words!(i18n, parts.email)>{format_integer(i64::from(counts[2]), lang)}</Cell>
            </TableRow>
        }
    });
    let columns = vec![
        words!(i18n, home.column_day),
        Signal::stored("WhatsApp".to_owned()),
        Signal::stored("SMS".to_owned()),
        words!(i18n, parts.email),
    ];
    view! {
        <section class="panel" aria-labelledby="vol">
            <div class="row between"><h2 id="vol">{t!(i18n, home.by_day)}</h2><Legend /></div>
            <svg class="chart" height=WHOLE.to_string() role="img" aria-labelledby="vol">{bars}</svg>
            <details class="raw">
                <summary class="link">{t!(i18n, home.show_table)}</summary>
                <Table caption=words!(i18n, home.by_day) columns>{rows.collect_view()}</Table>
            </details>
        </section>
    }
}

/// One day: its channels stacked, its date below.
fn bar(day: Date, counts: [u32; 3], place: u32, most: u32) -> impl IntoView {
    let x = f64::from(place) * 100.0 / f64::from(DAYS);
    let classes = ["c-wa", "c-sms", "c-mail"];
    let mut top = f64::from(HEIGHT);
    let blocks: Vec<_> = counts
        .iter()
        .zip(classes)
        .filter(|(count, _)| **count > 0)
        .map(|(count, class)| {
            let height = f64::from(*count) * f64::from(HEIGHT) / f64::from(most);
            top -= height;
            view! {
                <rect
                    class=class x=format!("{:.2}%", x + 2.0) width=format!("{:.2}%", 100.0 / f64::from(DAYS) - 4.0)
                    y=format!("{top:.1}") height=format!("{height:.1}")
                />
            }
        })
        .collect();
    let middle = format!("{:.2}%", x + 50.0 / f64::from(DAYS));
    let label = format!("{:02}.{:02}", day.day(), day.month());
    view! {
        {blocks}
        <text x=middle y="168" text-anchor="middle">{label}</text>
    }
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
