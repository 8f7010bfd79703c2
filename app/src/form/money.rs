use domain::money::{Currency, Money};
use leptos::prelude::*;

use super::field::SelectField;
use crate::i18n::*;

/// The currency of an amount beside it.
#[component]
pub fn CurrencyField(name: &'static str, currency: Currency) -> impl IntoView {
    let i18n = use_i18n();
    let option = |currency: Currency| {
        (currency.code().to_owned(), format!("{} ({})", currency.symbol(), currency.code()))
    };
    let options = Currency::ALL.into_iter().map(option).collect();
    view! { <SelectField name label=words!(i18n, parts.currency) options value=currency.code() /> }
}

/// An amount as it is typed, with the decimal sign of the visitor's language.
pub fn amount_text(money: Money, i18n: Locale) -> String {
    match i18n {
        Locale::tr => money.to_decimal().replace('.', ","),
        Locale::en => money.to_decimal(),
    }
}
