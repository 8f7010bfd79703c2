//! When to be warned.

use domain::credit::{Credit, CreditView, UnitCredit};
use domain::id::CompanyId;
use leptos::prelude::*;

use super::words::unit_name;
use crate::form::{Call, FormDone, FormFailure, PostForm, TextField, amount_text};
use crate::i18n::*;

/// One field for each thing that the provider tells of.
#[component]
pub fn Thresholds(company: CompanyId, credit: CreditView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let fields = credit.units.into_iter().enumerate().map(|(at, unit)| view! { <Least at unit /> });
    view! {
        <section class="panel stack" aria-labelledby="thresholds">
            <div>
                <h2 id="thresholds">{t!(i18n, credit.thresholds)}</h2>
                <p class="sm dim">{t!(i18n, credit.thresholds_about)}</p>
            </div>
            <PostForm action plain=true class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="account" value=credit.account.to_string() />
                <FormFailure />
                <div class="duo">{fields.collect_view()}</div>
                <div class="form-end">
                    <button type="submit" class="btn">{t!(i18n, credit.save)}</button>
                    <FormDone>{t!(i18n, credit.thresholds_saved)}</FormDone>
                </div>
            </PostForm>
        </section>
    }
}

#[component]
fn Least(at: usize, unit: UnitCredit) -> impl IntoView {
    let i18n = use_i18n();
    let value = unit.threshold.map(|least| typed(i18n, &least)).unwrap_or_default();
    let unit = unit.left.unit();
    view! {
        <input type="hidden" name=format!("thresholds[{at}][unit]") value=unit.to_string() />
        <TextField
            name=format!("thresholds[{at}][least]") label=Signal::stored(unit_name(i18n, &unit))
            value inputmode="decimal"
        />
    }
}

/// An amount as it is typed.
fn typed(i18n: Locale, credit: &Credit) -> String {
    match credit {
        Credit::Money(money) => amount_text(*money, i18n),
        Credit::Pieces { count, .. } => count.to_string(),
    }
}
