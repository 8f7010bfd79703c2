use domain::id::CompanyId;
use domain::messages::{MessageQuery, MessageViewRow};
use leptos::prelude::*;

use super::paths::{list_path, views_path};
use crate::i18n::*;

/// The member's saved filters, and the way to keep this one. Nothing where there is neither.
#[component]
pub fn ViewTabs(company: CompanyId, query: MessageQuery, views: Vec<MessageViewRow>) -> impl IntoView {
    let i18n = use_i18n();
    let here = query.first_page();
    let is_filtered = here != MessageQuery::default();
    let shown = is_filtered || !views.is_empty();
    let everything = (!is_filtered).then_some("page");
    let is_kept = views.iter().any(|view| view.filter == here);
    let words = if is_filtered && !is_kept {
        t_string!(i18n, messages.keep_view)
    } else {
        t_string!(i18n, messages.manage_views)
    };
    let keep = views_path(company, &here);
    let tabs = views.into_iter().map(|view| {
        let current = (view.filter == here).then_some("page");
        let href = list_path(company, &view.filter);
        view! { <a href=href aria-current=current>{view.name}</a> }
    });
    let tabs = tabs.collect_view();
    shown.then(|| view! {
        <nav class="tabs" aria-label=t_string!(i18n, messages.views)>
            <a href=format!("/c/{company}/messages") aria-current=everything>{t!(i18n, messages.every_message)}</a>
            {tabs}
            <a class="at-end" href=keep rel="external">{words}</a>
        </nav>
    })
}
