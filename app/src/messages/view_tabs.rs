use domain::id::CompanyId;
use domain::messages::{MessageQuery, MessageViewRow};
use leptos::prelude::*;

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
    let keep = format!("/c/{company}/views?{}", pairs(&here));
    let tabs = views.into_iter().map(|view| {
        let current = (view.filter == here).then_some("page");
        let href = format!("/c/{company}/messages?{}", pairs(&view.filter));
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

/// A filter as it stands in an address, without what is empty.
pub fn pairs(query: &MessageQuery) -> String {
    let address = serde_qs::to_string(&query.first_page()).unwrap_or_default();
    let kept: Vec<_> = address.split('&').filter(|pair| !pair.ends_with('=')).collect();
    kept.join("&")
}
