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

/// A point in time to the second, with its day where that is not said before it.
#[component]
pub fn Clock(at: Timestamp, #[prop(optional)] dated: bool) -> impl IntoView {
    let lang = use_page_context().lang;
    let civil = at.to_istanbul();
    let day = if dated { format!("{} ", turkish::format_date(civil.date(), lang)) } else { String::new() };
    let clock = format!("{day}{:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second());
    view! { <time datetime=at.to_iso8601()>{clock}</time> }
}

/// The day of a point in time.
#[component]
pub fn Day(at: Timestamp) -> impl IntoView {
    let lang = use_page_context().lang;
    let day = at.to_istanbul().date();
    view! { <time datetime=at.to_iso8601()>{turkish::format_date(day, lang)}</time> }
}
