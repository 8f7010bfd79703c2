use domain::messages::Share;
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use crate::page_context::use_page_context;

/// A step of a [`Funnel`]: how many of how many, and what became of the others. A share of nothing is one
/// that nobody tells.
#[derive(Debug, Clone)]
pub struct FunnelStep {
    pub name: Signal<String>,
    pub share: Share,
    /// Empty where there is nothing to say.
    pub note: String,
}

/// How many are left at each step, as numbers and bars.
#[component]
pub fn Funnel(steps: Vec<FunnelStep>) -> impl IntoView {
    let lang = use_page_context().lang;
    let rows = steps.into_iter().map(|FunnelStep { name, share, note }| {
        let told = share.of > 0;
        let count = if told { format_integer(i64::from(share.part), lang) } else { "–".to_owned() };
        let percent = told.then(|| format_percent(u64::from(share.part), u64::from(share.of), lang));
        let width = format!("{}%", u64::from(share.part) * 100 / u64::from(share.of.max(1)));
        view! {
            <li>
                {name}<b>{count}</b><span class="dim">{percent}</span>
                <svg aria-hidden="true">
                    <rect class="track" width="100%" height="12" rx="3" />
                    <rect class="c-sms" width=width height="12" rx="3" />
                </svg>
                {(!note.is_empty()).then(|| view! { <p class="loss dim">{note}</p> })}
            </li>
        }
    });
    view! { <ol class="funnel">{rows.collect_view()}</ol> }.into_any()
}
