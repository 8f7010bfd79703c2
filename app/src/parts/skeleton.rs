use leptos::prelude::*;

use crate::i18n::*;

/// Grey lines in the place of rows that are on their way.
#[component]
pub fn Skeleton(#[prop(default = 3)] rows: usize) -> impl IntoView {
    let i18n = use_i18n();
    let line = || view! { <span class="sk"></span> };
    view! {
        <div class="sk-rows" role="status">
            <span class="vh">{t!(i18n, parts.loading)}</span>
            {(0..rows).map(|_| line()).collect_view()}
        </div>
    }
}
