use domain::accounts::EarlierPolicy;
use leptos::prelude::*;

use super::changes::{Change, ChangedPart, changed_parts};
use super::text::inline;
use crate::i18n::*;

/// What a newer version says that the reader does not know yet.
#[component]
pub fn News(before: EarlierPolicy, now: String) -> impl IntoView {
    let i18n = use_i18n();
    let parts = changed_parts(&before.body, &now);
    let nothing = parts.is_empty();
    view! {
        <section class="stack" aria-labelledby="news">
            <div>
                <h2 id="news">{t!(i18n, policies.news)}</h2>
                <p class="sm dim">{t!(i18n, policies.news_about, version = before.version)}</p>
            </div>
            {nothing.then(|| view! { <p>{t!(i18n, policies.no_news)}</p> })}
            {parts.into_iter().map(|part| view! { <Part part /> }).collect_view()}
        </section>
    }
}

#[component]
fn Part(part: ChangedPart) -> impl IntoView {
    let i18n = use_i18n();
    let changes = part.changes.into_iter().map(|change| drawn(i18n, change));
    view! {
        <div class="changes">
            {part.heading.map(|words| view! { <h3>{inline(&words)}</h3> })}
            {changes.collect_view()}
        </div>
    }
}

/// A word before each change tells it to those who do not see the colours.
fn drawn(i18n: Locale, change: Change) -> AnyView {
    let said = |words: &'static str| view! { <span class="vh">{words}" "</span> };
    let added = || said(t_string!(i18n, policies.added));
    match change {
        Change::AddedHeading(words) => {
            view! { <p><ins>{added()}<b>{inline(&words)}</b></ins></p> }.into_any()
        }
        Change::Added(words) => view! { <p><ins>{added()}{inline(&words)}</ins></p> }.into_any(),
        Change::Removed(words) => {
            let removed = said(t_string!(i18n, policies.removed));
            view! { <p><del>{removed}{inline(&words)}</del></p> }.into_any()
        }
    }
}
