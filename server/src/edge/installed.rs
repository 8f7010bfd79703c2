//! What a browser asks for to install the product as an app, and to say that there is no network.

use app::offline::{OFFLINE_STYLE, installed_app, offline_document};
use app::ssr::Asking;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::failure::Failure;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use services::Services;
use sha2::{Digest as _, Sha256};

use super::broken;

const SERVICE_WORKER: &str = include_str!("service_worker.js");

/// It fetches from this site; nothing else.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// `GET /manifest.webmanifest`: the app in the language of the browser.
pub async fn manifest(State(services): State<Services>, Extension(asking): Extension<Asking>) -> Response {
    match services.brand().await {
        Ok(brand) => {
            let text = installed_app(&brand.name, asking.lang).to_string();
            ([(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, "no-cache")], text).into_response()
        }
        Err(error) => broken::page(&Failure::from(error)),
    }
}

/// `GET /sw.js`: the service worker of the whole site. It names the page it keeps by its hash: a browser keeps
/// a page anew when the worker changes, and only then.
pub async fn service_worker(State(services): State<Services>) -> Response {
    match services.brand().await {
        Ok(brand) => worker(&hash(&offline_document(&brand.name))),
        Err(error) => broken::page(&Failure::from(error)),
    }
}

fn worker(page: &str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, WORKER_POLICY),
    ];
    (headers, format!("// Keeps {page}\n{SERVICE_WORKER}")).into_response()
}

/// `GET /offline`: the page that the service worker keeps.
pub async fn offline(State(services): State<Services>) -> Response {
    match services.brand().await {
        Ok(brand) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
                (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            ];
            let mut answer = (headers, offline_document(&brand.name)).into_response();
            if let Ok(policy) = HeaderValue::from_str(&offline_policy()) {
                answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
            }
            answer
        }
        Err(error) => broken::page(&Failure::from(error)),
    }
}

fn offline_policy() -> String {
    let style = hash(OFFLINE_STYLE);
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}
