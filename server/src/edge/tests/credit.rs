//! The page of what an account charges and what is left on it: drawn without scripts, for those alone who
//! may see money.

use axum::body::Body;
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, REFERER};
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::ids::Ids;
use super::world::{TestResult, World};

async fn page(world: &World, path: &str, name: &str) -> TestResult<(StatusCode, String)> {
    let request = Request::builder().uri(path).header("cookie", world.cookie(name).await?);
    let answer = world.send(request.body(Body::empty())?).await?;
    let status = answer.status();
    let html = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
    Ok((status, String::from_utf8_lossy(&html).into_owned()))
}

/// Posts a form as a browser without scripts does; where it leads.
async fn post(world: &World, call: &str, from: &str, fields: &[(&str, &str)]) -> TestResult<String> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("company", &world.company.to_string()).extend_pairs(fields);
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1/accounts/{call}"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(ACCEPT, "text/html")
        .header(REFERER, format!("http://localhost{from}"))
        .header("sec-fetch-site", "same-origin")
        .header("cookie", world.cookie("ayse").await?);
    let answer = world.send(request.body(Body::from(form.finish()))?).await?;
    Ok(answer.headers().get(LOCATION).ok_or("led nowhere")?.to_str()?.to_owned())
}

#[tokio::test]
async fn prices_are_kept_and_shown_without_scripts() -> TestResult {
    let world = World::new().await?;
    let account = Ids::made(&world).await?.account;
    let path = format!("/c/{}/providers/{account}/credit", world.company);
    let (status, html) = page(&world, &path, "ayse").await?;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("id=\"new-price\"") && !html.contains(".wasm"), "{html}");
    let wrong = [("account", account.as_str()), ("amount", "on kuruş"), ("from", "2999-01-31")];
    let place = post(&world, "set-price", &path, &wrong).await?;
    assert!(place.starts_with(&format!("{path}?draft=")), "{place}");
    let (_, html) = page(&world, &place, "ayse").await?;
    assert!(html.contains("value=\"on kuruş\"") && html.contains("value=\"2999-01-31\""), "what was typed");
    assert!(html.contains("id=\"amount-error\""), "what is wrong stands at its field");
    let right = [("account", account.as_str()), ("amount", "0,0395"), ("from", "2999-01-31")];
    let place = post(&world, "set-price", &path, &right).await?;
    let (_, html) = page(&world, &place, "ayse").await?;
    assert!(html.contains("0,0395") && html.contains("31.01.2999"), "{html}");
    let gone = [("account", account.as_str()), ("from", "2999-01-31")];
    let place = post(&world, "remove-price", &path, &gone).await?;
    let (_, html) = page(&world, &place, "ayse").await?;
    assert!(!html.contains("31.01.2999"), "{html}");
    Ok(())
}

#[tokio::test]
async fn a_viewer_sees_no_price_on_any_page() -> TestResult {
    let world = World::new().await?;
    let account = Ids::made(&world).await?.account;
    let body = json!({ "company": world.company.to_string(), "account": account, "amount": "0,0395" });
    let cookie = world.cookie("ayse").await?;
    let (status, answer) =
        world.call(&Method::POST, "/api/v1/accounts/set-price", Some(&cookie), &body).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let path = format!("/c/{}/providers/{account}/credit", world.company);
    assert!(page(&world, &path, "ayse").await?.1.contains("0,0395"));
    for path in [path, format!("/c/{}", world.company), format!("/c/{}/providers", world.company)] {
        let (_, html) = page(&world, &path, "cem").await?;
        assert!(html.contains("<main") && !html.contains("0,0395"), "{path}");
    }
    Ok(())
}
