//! The HTML document around every page.

use domain::page::{PageContext, Theme};
use leptos::config::LeptosOptions;
use leptos::html;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
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
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <meta name="apple-mobile-web-app-title" content=page.brand.name />
                <BarColors theme=page.theme />
                <HashedStylesheet options=options.clone() id="app" />
                {(!is_light)
                    .then(|| {
                        view! {
                            <AutoReload options=options.clone() />
                            <HydrationScripts options />
                        }
                    })}
                <MetaTags />
                {page.visitor.is_some().then(early)}
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The colour that phones give their own bars: that of the page, as `tokens.css` has it.
#[component]
fn BarColors(theme: Theme) -> impl IntoView {
    let light = (theme != Theme::Dark).then_some(("(prefers-color-scheme: light)", "#fbfaf8"));
    let dark = (theme != Theme::Light).then_some(("(prefers-color-scheme: dark)", "#0f1316"));
    let colors = [light, dark].into_iter().flatten().map(|(media, color)| {
        let media = (theme == Theme::System).then_some(media);
        // The view's own words know no `media` at this element.
        html::meta().name("theme-color").content(color).attr("media", media)
    });
    colors.collect_view()
}

/// What works before a page's WASM, and on pages without any, for somebody who has signed in.
fn early() -> impl IntoView {
    view! { <script nonce=use_nonce() inner_html=include_str!("early.js")></script> }
}
