//! Pages: drawn on the server, with or without the scripts that make them live in the browser.

use app::{App, shell};
use axum::Router;
use domain::page::PageContext;
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

/// Pages that need no WASM; links out of them are full loads.
const LIGHT: &[&str] = &["/signin"];

pub fn router(options: LeptosOptions) -> Router {
    let routes = generate_route_list(App);
    let site = options.site_root.to_string();
    Router::new()
        .leptos_routes(&options, routes, {
            let options = options.clone();
            move || document(options.clone())
        })
        .fallback_service(tower_http::services::ServeDir::new(site))
        .with_state(options)
}

fn document(options: LeptosOptions) -> impl IntoView {
    let path = use_context::<http::request::Parts>().map(|p| p.uri.path().to_owned()).unwrap_or_default();
    let light = LIGHT.iter().any(|prefix| path.starts_with(prefix));
    let page = app::request::page_context().unwrap_or_else(app::page_context::blank);
    shell(options, page, light)
}
