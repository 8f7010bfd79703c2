//! The HTML document around every page.

use domain::page::{PageContext, Theme};
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::root::App;

/// Wraps the application into a document. Pages that need no WASM get none, decided by `is_light`.
pub fn shell(options: LeptosOptions, page: PageContext, is_light: bool) -> impl IntoView {
    let theme = match page.theme {
        Theme::System => None,
        chosen => Some(chosen.word()),
    };
    view! {
        <!DOCTYPE html>
        <html lang=page.lang.code() data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet options=options.clone() id="app" />
                {(!is_light)
                    .then(|| {
                        view! {
                            <AutoReload options=options.clone() />
                            <HydrationScripts options />
                        }
                    })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
