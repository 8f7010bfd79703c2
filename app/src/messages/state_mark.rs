use domain::message::State;
use leptos::prelude::*;

use super::labels::{state_icon, state_text};
use crate::i18n::*;
use crate::parts::Icon;

/// A state as icon and word; colour only repeats what they say.
#[component]
pub fn StateMark(state: State, #[prop(optional)] large: bool) -> impl IntoView {
    let i18n = use_i18n();
    let mark = match state {
        State::Leased | State::OnWire => "sending",
        State::Expired => "failed",
        other => other.word(),
    };
    let words = state_text(i18n, state);
    view! {
        <span class="state" data-s=mark>
            <Icon name=state_icon(state) small=!large />
            {if large { view! { <b>{words}</b> }.into_any() } else { words.into_any() }}
        </span>
    }
}

/// How far a message has come, in four steps, for lists.
#[component]
pub fn Trace(state: State) -> impl IntoView {
    let reached = match state {
        State::Accepted | State::Sent => 2,
        State::Delivered => 3,
        State::Read => 4,
        State::Failed | State::Expired => 2,
        _ => 1,
    };
    let ended_badly = matches!(state, State::Failed | State::Expired);
    let bars = (0..4).map(move |step| {
        let class = match (step + 1 == reached, step < reached, ended_badly) {
            (true, _, true) => "off",
            (_, true, _) => "on",
            _ => "",
        };
        let x = format!("{}%", step * 26);
        view! { <rect class=class x=x width="22%" height="6" rx="3" /> }
    });
    view! { <svg class="trace" aria-hidden="true">{bars.collect_view()}</svg> }
}
