use domain::failure::Problem;
use domain::refusals::RefusalAct;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::form::problem_text;
use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// What the last post of this page came to.
#[component]
pub fn Came() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let asked = |name: &str| query.with_untracked(|query| query.get(name));
    let problem = asked("problem").and_then(|word| Problem::from_word(&word));
    let done = asked("done").and_then(|word| RefusalAct::from_word(&word));
    let done = match done {
        Some(RefusalAct::Undo) => Some(t!(i18n, refusal.undone)),
        Some(RefusalAct::Mine) => Some(t!(i18n, refusal.mine_done)),
        _ => None,
    };
    view! {
        {problem.map(|problem| view! {
            <Notice tone=Tone::Bad><p>{problem_text(i18n, problem, None)}</p></Notice>
        })}
        {done.map(|words| view! { <Notice tone=Tone::Plain><p>{words}</p></Notice> })}
    }
}
