use domain::credit::CreditView;
use domain::id::CompanyId;
use domain::money::{Currency, Money};
use domain::provider_accounts::{PriceStanding, PriceUnit};
use leptos::prelude::*;

use super::words::price_unit_name;
use crate::form::{
    Call, CurrencyField, FormDone, FormFailure, PostForm, SelectField, SubmitButton, TextField,
};
use crate::i18n::*;

/// A price from a day on; one of the same day takes the place of another.
#[component]
pub fn NewPrice(company: CompanyId, credit: CreditView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let units = PriceUnit::of(credit.channel);
    let today = credit.today.to_string();
    let currency = currency_of(&credit);
    view! {
        <section class="panel stack" aria-labelledby="new-price">
            <h2 id="new-price">{t!(i18n, credit.new_price)}</h2>
            <PostForm action plain=true class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="account" value=credit.account.to_string() />
                <FormFailure />
                <div class="duo">
                    <UnitField units />
                    <TextField
                        name="amount" label=amount_label(i18n, units) inputmode="decimal"
                        hint=words!(i18n, credit.amount_hint)
                    />
                    <CurrencyField name="currency" currency />
                    <TextField
                        name="from" kind="date" label=words!(i18n, credit.from) value=today.clone() min=today
                        hint=words!(i18n, credit.from_hint)
                    />
                </div>
                <div class="form-end">
                    <SubmitButton>{t!(i18n, credit.save_price)}</SubmitButton>
                    <FormDone>{t!(i18n, credit.price_saved)}</FormDone>
                </div>
            </PostForm>
        </section>
    }
}

/// Which unit, where there are several.
#[component]
fn UnitField(units: &'static [PriceUnit]) -> impl IntoView {
    let i18n = use_i18n();
    let options = units.iter().map(|unit| (unit.word().to_owned(), price_unit_name(i18n, *unit).to_owned()));
    let options: Vec<_> = options.collect();
    (options.len() > 1)
        .then(|| view! { <SelectField name="unit" label=words!(i18n, credit.column_unit) options /> })
}

/// The one unit by its name.
fn amount_label(i18n: Locale, units: &[PriceUnit]) -> Signal<String> {
    match units {
        [only] => Signal::stored(price_unit_name(i18n, *only).to_owned()),
        _ => words!(i18n, credit.column_price),
    }
}

/// The currency of what holds now, or came last.
fn currency_of(credit: &CreditView) -> Currency {
    let priced = || credit.prices.iter().rev().filter(|row| row.entry.price.is_some());
    let in_force = priced().find(|row| row.standing == PriceStanding::InForce);
    in_force.or(priced().next()).and_then(|row| row.entry.price).map(Money::currency).unwrap_or_default()
}
