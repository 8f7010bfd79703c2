use domain::time::Timestamp;
use domain::turkish;
use leptos::prelude::*;

use crate::page_context::use_page_context;

/// A point in time on Turkish clocks, in the page's language.
#[component]
pub fn Moment(at: Timestamp) -> impl IntoView {
    let lang = use_page_context().lang;
    view! { <time datetime=at.to_iso8601()>{turkish::format_date_time(at, lang)}</time> }
}

/// The day of a point in time.
#[component]
pub fn Day(at: Timestamp) -> impl IntoView {
    let lang = use_page_context().lang;
    let day = at.to_istanbul().date();
    view! { <time datetime=at.to_iso8601()>{turkish::format_date(day, lang)}</time> }
}
