use domain::id::CompanyId;
use domain::money::Money;
use domain::provider_accounts::{AccountView, PriceUnit};
use leptos::prelude::*;

use super::api::SavePrices;
use crate::form::{CurrencyField, FormDone, FormFailure, PostForm, TextField, amount_text, use_call};
use crate::i18n::*;

/// What the account charges, for estimates; nothing is asked where nothing is charged for.
#[component]
pub fn PricesPanel(company: CompanyId, account: AccountView) -> impl IntoView {
    let units = PriceUnit::of(account.row.channel);
    (!units.is_empty()).then(|| view! { <PricesOf company account units /> })
}

#[component]
fn PricesOf(company: CompanyId, account: AccountView, units: &'static [PriceUnit]) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SavePrices>();
    let prices = account.prices;
    let currency = prices.values().next().map(|price| price.currency()).unwrap_or_default();
    let field = move |unit: &PriceUnit| {
        let value = prices.get(unit).map(|price: &Money| amount_text(*price, i18n)).unwrap_or_default();
        let label = Signal::stored(unit_name(i18n, *unit).to_owned());
        view! { <TextField name=unit.word() label value inputmode="decimal" /> }
    };
    view! {
        <section class="panel stack" aria-labelledby="prices">
            <div><h2 id="prices">{t!(i18n, providers.prices)}</h2><p class="sm dim">{t!(i18n, providers.prices_about)}</p></div>
            <PostForm action class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="account" value=account.row.id.to_string() />
                <FormFailure />
                <FormDone>{move || t!(i18n, providers.prices_saved)}</FormDone>
                <div class="duo">{units.iter().map(field).collect_view()}<CurrencyField name="currency" currency /></div>
                <div class="form-end"><button type="submit" class="btn">{t!(i18n, providers.save)}</button></div>
            </PostForm>
        </section>
    }
}

fn unit_name(i18n: Locale, unit: PriceUnit) -> &'static str {
    match unit {
        PriceUnit::SmsPart => t_string!(i18n, providers.price_sms_part),
        PriceUnit::Marketing => t_string!(i18n, providers.price_marketing),
        PriceUnit::Utility => t_string!(i18n, providers.price_utility),
    }
}
