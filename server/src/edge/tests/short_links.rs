//! Short addresses over the router: they lead where the text says, and nowhere else.

use axum::body::Body;
use http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY, SET_COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::world::{TestResult, World};

const LONG: &str = "https://www.karaca.com.tr/ödeme/hesap?müşteri=12345678901234567890";
const ASKED: &str = "https://www.karaca.com.tr/%C3%B6deme/hesap?m%C3%BC%C5%9Fteri=12345678901234567890";

/// The short address of a message, as a path.
async fn path(world: &World) -> TestResult<String> {
    let cookie = world.cookie("ayse").await?;
    let company = world.company.to_string();
    let on = json!({ "company": company, "shorten": "on" });
    let (status, answer) = world.call(&Method::POST, "/api/v1/links/switch", Some(&cookie), &on).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let message = json!({
        "company": company, "channel": "sms", "recipient": "0532 123 45 67", "class": "informational",
        "text": format!("Odeme: {LONG}"),
    });
    let (status, id) = world.call(&Method::POST, "/api/v1/messages/send", Some(&cookie), &message).await?;
    assert_eq!(status, StatusCode::OK, "{id}");
    let asked = json!({ "company": company, "message": id });
    let (_, seen) = world.call(&Method::GET, "/api/v1/messages/get", Some(&cookie), &asked).await?;
    let text = seen["body"]["text"].as_str().ok_or_else(|| format!("no text in {seen}"))?;
    let at = text.find("/l/").ok_or_else(|| format!("no short address in {text}"))?;
    Ok(text[at..].to_owned())
}

async fn open(world: &World, method: &Method, path: &str) -> TestResult<axum::response::Response> {
    let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "cross-site");
    world.send(request.body(Body::empty())?).await
}

async fn opened(world: &World) -> TestResult<serde_json::Value> {
    let cookie = world.cookie("ayse").await?;
    let asked = json!({ "company": world.company.to_string() });
    let (_, seen) = world.call(&Method::GET, "/api/v1/links/list", Some(&cookie), &asked).await?;
    Ok(seen["rows"][0]["opened"].clone())
}

#[tokio::test]
async fn a_short_address_leads_where_the_text_says_and_tells_nobody() -> TestResult {
    let world = World::new().await?;
    let path = path(&world).await?;
    for (method, count) in [(Method::HEAD, 0), (Method::GET, 1)] {
        let answer = open(&world, &method, &path).await?;
        assert_eq!(answer.status(), StatusCode::FOUND);
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header(LOCATION), Some(ASKED));
        assert_eq!((header(CACHE_CONTROL), header(REFERRER_POLICY)), (Some("no-store"), Some("no-referrer")));
        assert_eq!(header(SET_COOKIE), None);
        assert_eq!(opened(&world).await?, count, "{method}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_short_address_leads_to_a_page_that_says_so() -> TestResult {
    let world = World::new().await?;
    for path in ["/l/11111111111", "/l/x", "/l/https:%2F%2Fkotu.example"] {
        let answer = open(&world, &Method::GET, path).await?;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.headers().get(LOCATION).ok_or("no page")?, "/link-gone");
    }
    let answer = open(&world, &Method::GET, "/link-gone").await?;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    Ok(())
}
