//! How credit went: a chart and its table for each thing that the provider tells of.

use domain::credit::{CreditDay, CreditView, UnitCredit};
use domain::turkish::{format_credit, format_date};
use leptos::prelude::*;

use super::chart::LeftChart;
use super::words::unit_name;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, LeadCell, Table, TableRow};

/// The last days of everything that was told of at least once.
#[component]
pub fn History(credit: CreditView) -> impl IntoView {
    let today = credit.today;
    let told = credit.units.into_iter().enumerate().filter(|(_, unit)| !unit.days.is_empty());
    told.map(|(at, unit)| view! { <OfUnit at unit today /> }).collect_view()
}

#[component]
fn OfUnit(at: usize, unit: UnitCredit, today: domain::time::Date) -> impl IntoView {
    let i18n = use_i18n();
    let name = unit_name(i18n, &unit.left.unit());
    let title = Signal::stored(t_string!(i18n, credit.history_of, name = name).to_string());
    let heading = format!("history-{at}");
    let days = unit.days.clone();
    view! {
        <section class="panel" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{title}</h2>
            <LeftChart heading=heading.clone() unit today />
            <details class="raw">
                <summary class="link">{t!(i18n, credit.show_table)}</summary>
                <Days title days />
            </details>
        </section>
    }
}

/// The newest day first.
#[component]
fn Days(title: Signal<String>, days: Vec<CreditDay>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let columns = vec![
        words!(i18n, credit.column_day),
        words!(i18n, credit.column_left),
        words!(i18n, credit.column_spent),
        words!(i18n, credit.column_added),
    ];
    let rows = days.into_iter().rev().map(move |day| {
        view! {
            <TableRow>
                <LeadCell><b>{format_date(day.day, lang)}</b></LeadCell>
                <Cell label=words!(i18n, credit.column_left)>{format_credit(&day.left, lang)}</Cell>
                <Cell label=words!(i18n, credit.column_spent)>{format_credit(&day.spent, lang)}</Cell>
                <Cell label=words!(i18n, credit.column_added)>{format_credit(&day.added, lang)}</Cell>
            </TableRow>
        }
    });
    view! { <Table caption=title columns>{rows.collect_view()}</Table> }
}
