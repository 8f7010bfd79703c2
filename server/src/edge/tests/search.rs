//! The search page: drawn without scripts, for the company of the visitor alone.

use axum::body::Body;
use domain::contacts::ContactForm;
use domain::failure::Problem;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::world::{TestResult, World};

/// Status, where it leads, and the page.
async fn page(world: &World, path: &str, name: &str) -> TestResult<(StatusCode, String, String)> {
    let request = Request::builder().uri(path).header("cookie", world.cookie(name).await?);
    let answer = world.send(request.body(Body::empty())?).await?;
    let place = answer.headers().get(LOCATION).map_or(Ok(""), |place| place.to_str())?.to_owned();
    let status = answer.status();
    let html = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
    Ok((status, place, String::from_utf8_lossy(&html).into_owned()))
}

async fn add_ayse(world: &World) -> TestResult<String> {
    let owner = world.actor("ayse").await?;
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        family_name: "Işık".to_owned(),
        phones: "0532 123 45 67".to_owned(),
        ..ContactForm::default()
    };
    Ok(world.services().save_contact(&owner, &form).await?.to_string())
}

#[tokio::test]
async fn what_is_typed_is_searched_without_scripts() -> TestResult {
    let world = World::new().await?;
    let ayse = add_ayse(&world).await?;
    let search = format!("/c/{}/search", world.company);
    let (status, _, html) = page(&world, &search, "ayse").await?;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("role=\"search\"") && !html.contains(".wasm"), "{html}");
    assert!(html.contains(&format!("action=\"{search}\"")), "over another page it leads here too: {html}");
    assert!(html.contains(&format!("href=\"{search}\"")), "every page leads to it");
    assert!(html.contains("href=\"/search.css\""), "no other page carries its style");
    let card = format!("href=\"/c/{}/contacts/{ayse}\"", world.company);
    for typed in ["I%C5%9EIK", "0532+123+45+67", "4567"] {
        let (_, _, html) = page(&world, &format!("{search}?q={typed}"), "cem").await?;
        assert!(html.contains(&card), "{typed}: {html}");
    }
    let (_, _, html) = page(&world, &format!("{search}?q=%3Cb%3Emehmet"), "ayse").await?;
    assert!(html.contains("value=\"&lt;b&gt;mehmet\"") && !html.contains(&card), "{html}");
    Ok(())
}

#[tokio::test]
async fn what_opens_the_search_over_a_page_is_not_a_part_of_the_page() -> TestResult {
    let world = World::new().await?;
    let (_, _, messages) = page(&world, &format!("/c/{}/messages", world.company), "ayse").await?;
    assert!(!messages.contains("/search.css"), "{messages}");
    for (path, kind) in
        [("/palette.js", "text/javascript; charset=utf-8"), ("/search.css", "text/css; charset=utf-8")]
    {
        let answer = world.send(Request::get(path).body(Body::empty())?).await?;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(
            answer.headers().get(CONTENT_TYPE).map(|kind| kind.as_bytes()),
            Some(kind.as_bytes()),
            "{path}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn nobody_searches_another_company() -> TestResult {
    let world = World::new().await?;
    add_ayse(&world).await?;
    let search = format!("/c/{}/search?q=ayse", world.company);
    let (status, place, html) = page(&world, &search, "bora").await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(place.starts_with("/companies?next=") && !html.contains("Işık"), "{place} {html}");
    let cookie = world.cookie("bora").await?;
    let asked = json!({ "company": world.company, "q": "ayşe" });
    let (status, answer) = world.call(&Method::GET, "/api/v1/search/find", Some(&cookie), &asked).await?;
    assert_eq!((status, &answer["problem"]), (StatusCode::CONFLICT, &json!(Problem::StaleTab)));
    Ok(())
}
