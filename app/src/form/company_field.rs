use leptos::prelude::*;

use crate::frame::use_company;

/// Names the company of the page in a form, so that a stale tab never acts in another one.
#[component]
pub fn CompanyField() -> impl IntoView {
    view! { <input type="hidden" name="company" value=use_company().to_string() /> }
}
