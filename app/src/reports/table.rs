use domain::message::Channel;
use domain::reports::Counted;
use domain::rights::Right;
use domain::turkish::{format_integer, format_money};
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Cell, LeadCell, TableRow, channel_name};

/// The names of the columns behind the first.
pub fn columns(i18n: Locale, first: Signal<String>) -> Vec<Signal<String>> {
    let counts = [
        first,
        words!(i18n, reports.column_channel),
        words!(i18n, reports.column_sent),
        words!(i18n, reports.column_arrived),
        words!(i18n, reports.column_failed),
        words!(i18n, reports.column_waiting),
        words!(i18n, reports.column_left_out),
    ];
    let cost = use_right(Right::SeeFinancial).then(|| words!(i18n, reports.column_cost));
    counts.into_iter().chain(cost).collect()
}

/// A row of numbers: what it is about, its channel, and how far its messages came.
#[component]
pub fn CountedRow(lead: String, channel: Channel, counted: Counted) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let number = move |count: u32| format_integer(i64::from(count), lang);
    let arrived = match channel.reports_delivery() {
        true => number(counted.arrived),
        false => t_string!(i18n, reports.untold).to_owned(),
    };
    let cost: Vec<_> = counted.cost.iter().map(|cost| format_money(*cost, lang)).collect();
    let cost = use_right(Right::SeeFinancial).then(|| {
        view! { <Cell label=words!(i18n, reports.column_cost)>{cost.join(" + ")}</Cell> }
    });
    view! {
        <TableRow>
            <LeadCell><b>{lead}</b></LeadCell>
            <Cell label=words!(i18n, reports.column_channel)>{channel_name(i18n, channel)}</Cell>
            <Cell label=words!(i18n, reports.column_sent)>{number(counted.sent)}</Cell>
            <Cell label=words!(i18n, reports.column_arrived)>{arrived}</Cell>
            <Cell label=words!(i18n, reports.column_failed)>{number(counted.failed)}</Cell>
            <Cell label=words!(i18n, reports.column_waiting)>{number(counted.waiting)}</Cell>
            <Cell label=words!(i18n, reports.column_left_out)>{number(counted.left_out)}</Cell>
            {cost}
        </TableRow>
    }
}
