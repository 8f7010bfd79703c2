use leptos::prelude::*;

use super::Icon;

/// Shown where a list has no rows: why, and the next step.
#[component]
pub fn Empty(icon: &'static str, #[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h2>{title}</h2>
            {children()}
        </div>
    }
}
