use domain::message::State;
use domain::messages::HistoryRow;
use leptos::prelude::*;

use super::labels::{cause_text, reason_text, state_icon, state_text};
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
    let moved = row.from != Some(row.to);
    let title = if moved { state_text(i18n, row.to) } else { t_string!(i18n, messages.noted) };
    let attempt = row.attempt.map(|number| t_string!(i18n, messages.attempt, number = number).to_string());
    let raw = [row.code.clone(), row.text.clone()].join(" ").trim().to_owned();
    view! {
        <li>
            <span class=tone><Icon name=state_icon(row.to) /></span>
            <div class="row between">
                <b>{title}{attempt.map(|words| format!(", {words}"))}</b><span class="sm dim"><Clock at=row.at dated /></span>
            </div>
            <p class="sm dim">
                {cause_text(i18n, row.cause)}{row.reason.map(|reason| format!(": {}", reason_text(i18n, reason)))}
            </p>
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
