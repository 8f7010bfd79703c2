//! Icons: one drawing each on a 24 grid, always beside a word or with a label.

use leptos::prelude::*;

/// An icon by name; an unknown name draws nothing. Decorative: hidden from screen readers.
#[component]
pub fn Icon(#[prop(into)] name: &'static str, #[prop(optional)] small: bool) -> impl IntoView {
    let class = if small { "i s" } else { "i" };
    view! { <svg class=class aria-hidden="true" viewBox="0 0 24 24" inner_html=drawing(name)></svg> }
}

/// The operator's mark beside the brand.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 28 28" aria-hidden="true">
            <rect width="28" height="28" rx="7" />
            <path d="m5.5 14.5 4.5 4.5 8-9M15 18l1 1 7.5-9" />
        </svg>
    }
}

fn drawing(name: &str) -> &'static str {
    match name {
        "alert" => r#"<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.2v.1"/>"#,
        "ask" => {
            r#"<circle cx="12" cy="12" r="8.5"/><path d="M9.7 9.5c.2-1.3 1.1-2 2.3-2 1.3 0 2.3.8 2.3 2 0 1.7-2.3 1.8-2.3 3.7M12 16.4v.1"/>"#
        }
        "badge" => {
            r#"<rect x="3.5" y="5.5" width="17" height="13" rx="1.5"/><circle cx="8.75" cy="10.75" r="1.75"/><path d="M6 15.5c.4-1.3 1.4-2 2.75-2s2.35.7 2.75 2M14 10.5h3.5M14 14h3.5"/>"#
        }
        "bell" => r#"<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>"#,
        "bolt" => r#"<path d="M13 3.5 5.5 13.5H11.5L11 20.5 18.5 10.5H12.5z"/>"#,
        "chart" => r#"<path d="M4 20h16M7 16.5v-5M12 16.5v-10M17 16.5v-7"/>"#,
        "chat" => r#"<path d="M12 4a8 8 0 1 1-3.8 15L4 20l1.1-4A8 8 0 0 1 12 4z"/>"#,
        "check" => r#"<path d="m5 12.5 4.5 4.5L19 7"/>"#,
        "checks" => r#"<path d="m2.5 12.5 4.5 4.5L16 7M11.5 16l1 1 9-10"/>"#,
        "clock" => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>"#,
        "coin" => {
            r#"<circle cx="12" cy="12" r="8.5"/><path d="M10.5 7v8.5c3 0 5-1.5 5.5-4M8 11l5.5-2M8 13.5l5.5-2"/>"#
        }
        "copy" => {
            r#"<rect x="8.5" y="8.5" width="11" height="11" rx="1.5"/><path d="M15.5 8.5v-4h-11v11h4"/>"#
        }
        "db" => {
            r#"<ellipse cx="12" cy="6.5" rx="7.5" ry="3"/><path d="M4.5 6.5v11c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3v-11M4.5 12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3"/>"#
        }
        "down" => r#"<path d="m7 10 5 5 5-5"/>"#,
        "export" => r#"<path d="M12 4v11M7.5 11 12 15.5 16.5 11M4.5 19.5h15"/>"#,
        "eye" => {
            r#"<path d="M2.5 12C5 7.5 8.5 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-6 6.5-9.5 6.5S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="2.75"/>"#
        }
        "file" => r#"<path d="M6 3.5h8l4 4v13H6zM13.5 3.5V8H18M9 12.5h6M9 16h6"/>"#,
        "filter" => r#"<path d="M4 6h16M7 12h10M10 18h4"/>"#,
        "flag" => r#"<path d="M5 20.5v-16M5 5c4-2 7 2 14 0v9c-7 2-10-2-14 0"/>"#,
        "gear" => {
            r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#
        }
        "home" => r#"<path d="M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z"/>"#,
        "inbox" => r#"<path d="M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1 2.5h5l1-2.5H20"/>"#,
        "left" => r#"<path d="m14 7-5 5 5 5"/>"#,
        "mail" => r#"<rect x="3.5" y="5.5" width="17" height="13" rx="1.5"/><path d="m4 7 8 6 8-6"/>"#,
        "more" => r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
        "msg" => r#"<path d="M4 5.5h16v11H9.5L5.5 20v-3.5H4z"/>"#,
        "pause" => r#"<path d="M9 6v12M15 6v12"/>"#,
        "plug" => r#"<path d="M9 3.5V8M15 3.5V8M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v3.5"/>"#,
        "plus" => r#"<path d="M12 5v14M5 12h14"/>"#,
        "repeat" => {
            r#"<path d="M19.5 12a7.5 7.5 0 0 1-13.2 4.9M4.5 12a7.5 7.5 0 0 1 13.2-4.9M18.5 3.5v4h-4M5.5 20.5v-4h4"/>"#
        }
        "right" => r#"<path d="m10 7 5 5-5 5"/>"#,
        "ring" => r#"<circle cx="12" cy="12" r="8.5"/>"#,
        "search" => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
        "send" => r#"<path d="M20.5 3.5 10 14M20.5 3.5 14 20.5l-4-6.5-6.5-4z"/>"#,
        "stop" => r#"<circle cx="12" cy="12" r="8.5"/><path d="M8 12h8"/>"#,
        "tag" => r#"<path d="M4 4h7.5l8.5 8.5-7.5 7.5L4 11.5zM8 8v.1"/>"#,
        "tel" => r#"<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>"#,
        "theme" => {
            r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>"#
        }
        "users" => {
            r#"<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.2 3.2-5 6.5-5s5.9 1.8 6.5 5M16 5.3a3.5 3.5 0 0 1 0 6.4M18.3 14.9c1.7.8 2.8 2.3 3.2 4.6"/>"#
        }
        "user" => {
            r#"<circle cx="12" cy="8" r="3.75"/><path d="M4.5 20c.7-3.7 3.6-5.75 7.5-5.75s6.8 2.05 7.5 5.75"/>"#
        }
        "x" => r#"<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>"#,
        _ => "",
    }
}
