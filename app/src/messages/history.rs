use domain::message::{Cause, State};
use domain::messages::HistoryRow;
use leptos::prelude::*;

use super::labels::{answer_text, cause_text, reason_text, state_icon, state_text};
use crate::i18n::*;
use crate::parts::{Clock, Icon};

/// Everything that happened, oldest first; the provider's own words are folded away.
#[component]
pub fn History(rows: Vec<HistoryRow>) -> impl IntoView {
    let mut day = None;
    let items = rows.into_iter().map(|row| {
        let today = Some(row.at.to_istanbul().date());
        let dated = day != today;
        day = today;
        view! { <Event row dated /> }
    });
    let items: Vec<_> = items.collect();
    view! { <ol class="log">{items}</ol> }
}

#[component]
fn Event(row: HistoryRow, dated: bool) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match row.to {
        State::Failed | State::Expired => "i dot bad",
        State::InDoubt | State::Held => "i dot warn",
        State::Delivered | State::Read => "i dot ok",
        _ => "i dot",
    };
    let (title, cause) = words_of(i18n, &row);
    let reason = row.reason.map(|reason| reason_text(i18n, reason));
    let about: Vec<_> = [cause, reason].into_iter().flatten().collect();
    let attempt = row.attempt.filter(|_| cause.is_some());
    let attempt = attempt.map(|number| t_string!(i18n, messages.attempt, number = number).to_string());
    let raw = [row.code.clone(), row.text.clone()].join(" ").trim().to_owned();
    view! {
        <li>
            <span class=tone><Icon name=state_icon(row.to) /></span>
            <div class="row between">
                <b>{title}{attempt.map(|words| format!(", {words}"))}</b><span class="sm dim"><Clock at=row.at dated /></span>
            </div>
            {(!about.is_empty()).then(|| view! { <p class="sm dim">{about.join(": ")}</p> })}
            {(!raw.is_empty())
                .then(|| {
                    view! {
                        <details class="raw">
                            <summary class="link">{t!(i18n, messages.raw_answer)}</summary><pre>{raw}</pre>
                        </details>
                    }
                })}
        </li>
    }
}

/// What an event is called, and what it came of: a move by its state, all else by what happened.
fn words_of(i18n: Locale, row: &HistoryRow) -> (&'static str, Option<&'static str>) {
    match (row.from == Some(row.to), row.cause) {
        (false, Cause::Answered) => (state_text(i18n, row.to), Some(answer_text(i18n, row.to))),
        (false, cause) => (state_text(i18n, row.to), Some(cause_text(i18n, cause))),
        (true, Cause::Reported) => (t_string!(i18n, messages.noted), None),
        (true, cause) => (cause_text(i18n, cause), None),
    }
}
