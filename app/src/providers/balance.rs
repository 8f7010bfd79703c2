use domain::provider_accounts::{AccountBalance, AccountRow};
use domain::turkish::{format_integer, format_money};
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Moment};

/// What is left to spend, when that was told, and since when it could not be read again.
#[component]
pub fn Balance(row: AccountRow) -> impl IntoView {
    let i18n = use_i18n();
    let at = row.balance.as_ref().map(|balance| balance.at);
    let amounts = row.balance.map_or_else(|| "–".to_owned(), amounts);
    view! {
        {amounts}
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
