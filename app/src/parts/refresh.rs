use leptos::prelude::*;

const REFRESH: &str = r#"<meta http-equiv="refresh" content="5">"#;

/// Lets a page that still changes ask again by itself where there are no scripts.
#[component]
pub fn Refresh(while_moving: bool) -> impl IntoView {
    while_moving.then(|| view! { <noscript inner_html=REFRESH></noscript> })
}
