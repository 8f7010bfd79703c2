use leptos::prelude::*;

use super::gate::Gate;
use crate::frame::PageTitle;
use crate::i18n::*;

/// Shown for a path that leads nowhere; answers 404 on the server.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    crate::request::set_status(404);
    let title = words!(i18n, frame.not_found);
    view! {
        <PageTitle text=title />
        <Gate>
            <h1>{t!(i18n, frame.not_found)}</h1>
            <p>{t!(i18n, frame.not_found_hint)}</p>
            <a class="btn primary" href="/">{t!(i18n, frame.to_start)}</a>
        </Gate>
    }
}
