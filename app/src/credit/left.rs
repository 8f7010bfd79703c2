//! What is left, how long that lasts, and whether it is too little.

use domain::credit::{CreditView, Forecast, UnitCredit};
use domain::turkish::{format_credit, format_date};
use leptos::prelude::*;

use super::words::unit_name;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Moment, Notice, Tone};

#[component]
pub fn Left(credit: CreditView) -> impl IntoView {
    let i18n = use_i18n();
    let low = credit.units.iter().filter(|unit| unit.is_low).cloned().collect::<Vec<_>>();
    let tiles = credit.units.iter().cloned().map(|unit| view! { <Tile unit /> }).collect_view();
    let told = credit.balance.as_ref().map(|balance| balance.at);
    let untold = match (credit.tells_balance, credit.units.is_empty()) {
        (_, false) => None,
        (true, true) => Some(t_string!(i18n, credit.not_read_yet)),
        (false, true) => Some(t_string!(i18n, credit.not_told)),
    };
    view! {
        {(!low.is_empty()).then(|| view! { <Low low /> })}
        <section class="stack" aria-labelledby="left">
            <h2 id="left">{t!(i18n, credit.left)}</h2>
            {match untold {
                Some(words) => view! { <p class="dim">{words}</p> }.into_any(),
                None => view! { <dl class="tiles pair">{tiles}</dl> }.into_any(),
            }}
            {told.map(|at| view! { <p class="sm dim">{t!(i18n, credit.read_at)}" "<Moment at /></p> })}
            {credit.balance_failed_since.map(|since| view! {
                <p class="sm row warn">
                    <Icon name="alert" small=true />{t!(i18n, providers.balance_failed)}" "<Moment at=since />
                </p>
            })}
        </section>
    }
}

#[component]
fn Low(low: Vec<UnitCredit>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let sentences = low.into_iter().map(move |unit| {
        let left = format_credit(&unit.left, lang);
        let least = unit.threshold.map(|least| format_credit(&least, lang)).unwrap_or_default();
        view! { <p>{t!(i18n, credit.low, left = left, least = least)}</p> }
    });
    view! { <Notice tone=Tone::Warn>{sentences.collect_view()}</Notice> }
}

#[component]
fn Tile(unit: UnitCredit) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let name = unit_name(i18n, &unit.left.unit());
    let lasts = match unit.forecast {
        Some(found) => pace(i18n, &found),
        None => t_string!(i18n, credit.unknown_pace).to_owned(),
    };
    view! {
        <div class="tile"><dt>{name}</dt><dd>{format_credit(&unit.left, lang)}</dd><dd class="sub">{lasts}</dd></div>
    }
}

/// What was used, and until when the rest lasts if it goes on like that.
fn pace(i18n: Locale, found: &Forecast) -> String {
    let lang = use_page_context().lang;
    let spent = format_credit(&found.spent, lang);
    let days = found.days;
    match found.lasts_until {
        Some(day) => {
            let day = format_date(day, lang);
            t_string!(i18n, credit.pace_until, days = days, spent = spent, day = day).to_string()
        }
        None => t_string!(i18n, credit.pace_long, days = days, spent = spent).to_string(),
    }
}
