use domain::provider_accounts::{AccountBalance, AccountRow};
use domain::turkish::{format_date, format_integer, format_money};
use leptos::prelude::*;

use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Moment};

/// What is left to spend with the way to more of it, when that was told, whether it is too little, how
/// long it lasts, and since when it could not be read again.
#[component]
pub fn Balance(row: AccountRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let at = row.balance.as_ref().map(|balance| balance.at);
    let place = at.map(|_| format!("/c/{}/providers/{}/credit", use_company(), row.id));
    let amounts = row.balance.map_or_else(|| "–".to_owned(), amounts);
    let until = row.credit_until.map(|day| format_date(day, lang));
    view! {
        {match place {
            Some(place) => view! { <a href=place rel="external">{amounts}</a> }.into_any(),
            None => amounts.into_any(),
        }}
        {row.credit_low.then(|| view! {
            <span class="sub warn"><Icon name="alert" small=true />{t!(i18n, providers.credit_low)}</span>
        })}
        {until.map(|day| view! { <span class="sub">{t!(i18n, providers.credit_until, day = day)}</span> })}
        {at.map(|at| view! { <span class="sub"><Moment at /></span> })}
        {row.balance_failed_since.map(|since| view! {
            <span class="sub warn">
                <Icon name="alert" small=true />{t!(i18n, providers.balance_failed)}" "<Moment at=since />
            </span>
        })}
    }
}

/// `1.234,50 ₺ · Adet SMS: 215`.
fn amounts(balance: AccountBalance) -> String {
    let lang = use_page_context().lang;
    let money = balance.money.map(|money| format_money(money, lang));
    let packages = balance.packages.into_iter();
    let packages =
        packages.map(|package| format!("{}: {}", package.name, format_integer(package.left, lang)));
    money.into_iter().chain(packages).collect::<Vec<_>>().join(" · ")
}
