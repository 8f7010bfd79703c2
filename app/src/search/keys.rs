use leptos::prelude::*;

use crate::i18n::*;

/// The keys of the search over a page. They work with scripts alone, which show the list.
#[component]
pub fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let keys = [
        ("Ctrl K", t_string!(i18n, search.key_find)),
        ("/", t_string!(i18n, search.key_slash)),
        ("↓ ↑", t_string!(i18n, search.key_arrows)),
        ("Enter", t_string!(i18n, search.key_enter)),
        ("Esc", t_string!(i18n, search.key_escape)),
    ];
    let keys = keys.map(|(key, does)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> });
    view! {
        <details class="raw" id="keys" hidden=true>
            <summary class="link">{t!(i18n, search.keys)}</summary>
            <dl class="props">{keys.into_iter().collect_view()}</dl>
            <label class="chip"><input type="checkbox" />{t!(i18n, search.slash_on)}</label>
        </details>
    }
}
