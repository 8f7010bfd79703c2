//! Pages: drawn on the server, with or without the scripts that make them live in the browser.

use app::ssr::PlannedBackups;
use app::{App, shell};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use domain::failure::Failure;
use domain::page::PageContext;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, ResponseOptions, file_and_error_handler_with_context, generate_route_list};
use services::Actor;
use tower_http::services::ServeDir;

use super::apart::apart;
use super::{EdgeState, assets, broken, calls, doors, reset, security_headers, visitor};

/// The pages, the site's files, and the page for everything that is nowhere.
pub fn router(state: &EdgeState) -> Router<EdgeState> {
    let options = state.options.clone();
    let context = context_of(state);
    let scripts = format!("{}/{}", options.site_root, options.site_pkg_dir);
    let scripts = Router::new()
        .fallback_service(ServeDir::new(scripts).precompressed_br())
        .layer(from_fn(assets::keep_for_ever));
    let icons = Router::new()
        .fallback_service(ServeDir::new(format!("{}/icons", options.site_root)))
        .layer(from_fn(assets::keep_for_a_day));
    let files_or_nowhere =
        file_and_error_handler_with_context::<EdgeState, _>(context.clone(), nowhere_document);
    let nowhere = Router::new()
        .fallback(files_or_nowhere)
        .layer(from_fn_with_state(state.clone(), describe))
        .with_state(state.clone());
    Router::new()
        .route("/", get(|| async {}))
        .leptos_routes_with_context(state, generate_route_list(App), context, move || {
            document(options.clone())
        })
        .route_layer(from_fn_with_state(state.clone(), prepare))
        .nest(&format!("/{}", state.options.site_pkg_dir), scripts)
        .nest("/icons", icons)
        .fallback_service(nowhere)
}

/// What components and server functions find in their context.
fn context_of(state: &EdgeState) -> impl Fn() + Clone + Send + Sync + 'static {
    let (services, backups) = (state.services.clone(), PlannedBackups(state.operation.backups.clone()));
    move || {
        provide_context(services.clone());
        provide_context(backups.clone());
    }
}

/// Finds out what the page is about and sends those elsewhere who must not see it. The library adds
/// the calls to the same routes: they get their own layer.
async fn prepare(State(state): State<EdgeState>, jar: CookieJar, request: Request, next: Next) -> Response {
    if calls::is_call(request.uri().path()) {
        return calls::answer_calls(State(state), request, next).await;
    }
    let page = match visitor::page_context(&state, &jar, request.uri(), request.extensions()).await {
        Ok(page) => page,
        Err(error) => return broken::page(&Failure::from(error)),
    };
    let uri = request.uri();
    let terms_wait = request.extensions().get::<Actor>().is_some_and(Actor::terms_wait);
    if let Some(place) = doors::elsewhere(uri.path(), uri.query(), &page, terms_wait) {
        return Redirect::to(&place).into_response();
    }
    if reset::lacks_link(uri.path(), &jar, request.extensions().get()) {
        return Redirect::to(reset::ASK_AGAIN).into_response();
    }
    if reset::lacks_first_step(uri.path(), &jar, request.extensions().get()) {
        return Redirect::to("/signin").into_response();
    }
    draw(page, request, next).await
}

/// Finds out what the page is about, for the page that says that nothing is here.
async fn describe(State(state): State<EdgeState>, jar: CookieJar, request: Request, next: Next) -> Response {
    match visitor::page_context(&state, &jar, request.uri(), request.extensions()).await {
        Ok(page) => apart(draw(page, request, next)).await,
        Err(error) => broken::page(&Failure::from(error)),
    }
}

async fn draw(page: PageContext, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(page);
    let mut response = broken::never_empty(request, next).await;
    // A page shows what its reader may see; nobody else's browser or proxy keeps it.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn document(options: LeptosOptions) -> impl IntoView {
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned());
    document_of(options, path.is_none_or(|path| doors::is_light(&path)))
}

/// The page for a path that leads nowhere; the browser has no code for it, so it comes without scripts.
fn nowhere_document(options: LeptosOptions) -> impl IntoView {
    document_of(options, true)
}

fn document_of(options: LeptosOptions, is_light: bool) -> impl IntoView {
    if let (Some(nonce), Some(answer)) = (use_nonce(), use_context::<ResponseOptions>())
        && let Ok(policy) = HeaderValue::from_str(&security_headers::page_policy(&nonce))
    {
        answer.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    let page = app::request::page_context().unwrap_or_else(app::page_context::blank);
    shell(options, page, is_light)
}
