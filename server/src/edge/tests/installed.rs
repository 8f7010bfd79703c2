//! What a browser is given to install the product, and to keep for the time without a network.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::operator::OperatorProfileForm;
use http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::Value;

use super::world::{TestResult, World};

async fn get(world: &World, path: &str, cookie: &str) -> TestResult<Response> {
    let request = Request::builder().uri(path).header(ACCEPT_LANGUAGE, "en").header("cookie", cookie);
    world.send(request.body(Body::empty())?).await
}

fn header<'a>(answer: &'a Response, name: &http::HeaderName) -> &'a str {
    answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

async fn text(answer: Response) -> TestResult<String> {
    Ok(String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await?.to_vec())?)
}

#[tokio::test]
async fn the_app_carries_the_operators_name_in_the_language_of_the_browser() -> TestResult {
    let world = World::new().await?;
    let answer = get(&world, "/manifest.webmanifest", "").await?;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, &CONTENT_TYPE), "application/manifest+json");
    let manifest: Value = serde_json::from_str(&text(answer).await?)?;
    assert_eq!((&manifest["name"], &manifest["lang"]), (&"AKINSOFT".into(), &"en".into()));
    Ok(())
}

#[tokio::test]
async fn the_page_that_is_kept_is_the_same_for_everybody_and_runs_nothing() -> TestResult {
    let world = World::new().await?;
    let stranger = text(get(&world, "/offline", "").await?).await?;
    let answer = get(&world, "/offline", &world.cookie("ayse").await?).await?;
    let policy = header(&answer, &CONTENT_SECURITY_POLICY).to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(text(answer).await?, stranger);
    Ok(())
}

#[tokio::test]
async fn the_service_worker_reaches_this_site_alone_and_is_asked_for_anew() -> TestResult {
    let world = World::new().await?;
    let answer = get(&world, "/sw.js", "").await?;
    assert_eq!(header(&answer, &CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert_eq!(header(&answer, &CACHE_CONTROL), "no-cache");
    assert_eq!(header(&answer, &CONTENT_SECURITY_POLICY), "default-src 'none'; connect-src 'self'");
    Ok(())
}

#[tokio::test]
async fn another_page_to_keep_makes_another_worker() -> TestResult {
    let world = World::new().await?;
    let worker = async || text(get(&world, "/sw.js", "").await?).await;
    let before = worker().await?;
    assert_eq!(worker().await?, before);
    let form = OperatorProfileForm {
        name: "Işık Posta".to_owned(),
        contact: "destek@isik.example".to_owned(),
        ..OperatorProfileForm::default()
    };
    world.services().save_operator_profile(&world.actor("ayse").await?, &form).await?;
    assert_ne!(worker().await?, before);
    Ok(())
}

#[tokio::test]
async fn only_pages_of_people_who_signed_in_keep_the_offline_page() -> TestResult {
    let world = World::new().await?;
    let registers = |html: &str| html.contains("register(\"/sw.js\")");
    let signin = text(get(&world, "/signin", "").await?).await?;
    assert!(!registers(&signin) && signin.contains("rel=\"manifest\""), "{signin}");
    let home = format!("/c/{}/search", world.company);
    let answer = get(&world, &home, &world.cookie("ayse").await?).await?;
    let policy = header(&answer, &CONTENT_SECURITY_POLICY).to_owned();
    let html = text(answer).await?;
    let nonce = html.split("<script nonce=\"").nth(1).and_then(|rest| rest.split('"').next());
    let nonce = nonce.ok_or("no script with a nonce")?;
    assert!(registers(&html) && policy.contains(&format!("'nonce-{nonce}'")), "{policy} {html}");
    Ok(())
}
