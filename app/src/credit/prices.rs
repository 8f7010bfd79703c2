//! What an account charges now and later, and charged before.

use domain::credit::CreditView;
use domain::id::CompanyId;
use domain::provider_accounts::{PriceRow, PriceStanding};
use domain::turkish::{format_date, format_money};
use leptos::prelude::*;

use super::words::{price_unit_name, standing_name};
use crate::form::{Call, PostForm};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{ActCell, Cell, LeadCell, Table, TableRow};

#[component]
pub fn PriceTable(company: CompanyId, credit: CreditView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let (past, others): (Vec<_>, Vec<_>) =
        credit.prices.iter().copied().partition(|row: &PriceRow| row.standing == PriceStanding::Past);
    let form = credit.may_change.then(|| Removing { company, account: credit.account.to_string(), action });
    let (now, before) = (words!(i18n, credit.prices), words!(i18n, credit.past_prices));
    view! {
        <section class="panel flush" aria-labelledby="prices">
            <header>
                <div>
                    <h2 id="prices">{t!(i18n, credit.prices)}</h2>
                    <p class="sm dim">{t!(i18n, credit.prices_about)}</p>
                </div>
            </header>
            {if others.is_empty() {
                view! { <p class="pad sm dim">{t!(i18n, credit.no_prices)}</p> }.into_any()
            } else {
                view! { <Rows caption=now rows=others form /> }.into_any()
            }}
            {(!past.is_empty()).then(|| view! {
                <details class="raw pad">
                    <summary class="link">{t!(i18n, credit.past_prices)}</summary>
                    <Rows caption=before rows=past form=None />
                </details>
            })}
        </section>
    }
}

/// What takes a price out that has not begun to hold.
#[derive(Clone)]
struct Removing {
    company: CompanyId,
    account: String,
    action: Call,
}

#[component]
fn Rows(caption: Signal<String>, rows: Vec<PriceRow>, form: Option<Removing>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, credit.column_unit),
        words!(i18n, credit.column_price),
        words!(i18n, credit.column_days),
        words!(i18n, credit.column_standing),
    ];
    let acts = form.is_some();
    let rows = rows.into_iter().map(move |row| view! { <Row row form=form.clone() /> });
    view! { <Table caption columns acts>{rows.collect_view()}</Table> }
}

#[component]
fn Row(row: PriceRow, form: Option<Removing>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let price = match row.entry.price {
        Some(price) => format_money(price, lang),
        None => t_string!(i18n, credit.ended).to_owned(),
    };
    let from = format_date(row.entry.from, lang);
    let days = match row.until {
        Some(until) => format!("{from} – {}", format_date(until, lang)),
        None => t_string!(i18n, credit.from_day, day = from).to_string(),
    };
    let removable = row.standing == PriceStanding::Coming;
    view! {
        <TableRow>
            <LeadCell><b>{price_unit_name(i18n, row.entry.unit)}</b></LeadCell>
            <Cell label=words!(i18n, credit.column_price)>{price}</Cell>
            <Cell label=words!(i18n, credit.column_days)>{days}</Cell>
            <Cell label=words!(i18n, credit.column_standing)>{standing_name(i18n, row.standing)}</Cell>
            {form.map(|form| view! {
                <ActCell>{removable.then(|| view! { <RemovePrice row form /> })}</ActCell>
            })}
        </TableRow>
    }
}

#[component]
fn RemovePrice(row: PriceRow, form: Removing) -> impl IntoView {
    let i18n = use_i18n();
    let from = format_date(row.entry.from, use_page_context().lang);
    let label = t_string!(i18n, credit.remove_from, day = from).to_string();
    view! {
        <PostForm action=form.action plain=true>
            <input type="hidden" name="company" value=form.company.to_string() />
            <input type="hidden" name="account" value=form.account />
            <input type="hidden" name="unit" value=row.entry.unit.word() />
            <input type="hidden" name="from" value=row.entry.from.to_string() />
            <button type="submit" class="btn quiet danger" aria-label=label>{t!(i18n, credit.remove)}</button>
        </PostForm>
    }
}
