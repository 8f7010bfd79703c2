//! The refusal link over the router: open to whoever holds it, harmless to look at.

use axum::body::{Body, to_bytes};
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, LOCATION};
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::world::{TestResult, World};

const FORM: &str = "application/x-www-form-urlencoded";

/// A company that says who it is has written to somebody; the link of that message.
async fn link(world: &World) -> TestResult<String> {
    let cookie = world.cookie("ayse").await?;
    let company = world.company.to_string();
    let profile = json!({
        "company": company, "name": "Karaca", "kind": "merchant",
        "trade_name": "Karaca Lastik A.Ş.", "mersis": "0123456789000015",
    });
    let (status, answer) =
        world.call(&Method::POST, "/api/v1/company/update-profile", Some(&cookie), &profile).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let message = json!({
        "company": company, "channel": "sms", "recipient": "0532 123 45 67", "class": "commercial",
        "text": "Kış lastiğinde indirim",
    });
    let (status, id) = world.call(&Method::POST, "/api/v1/messages/send", Some(&cookie), &message).await?;
    assert_eq!(status, StatusCode::OK, "{id}");
    let asked = json!({ "company": company, "message": id });
    let (_, seen) = world.call(&Method::GET, "/api/v1/messages/get", Some(&cookie), &asked).await?;
    let text = seen["body"]["text"].as_str().ok_or_else(|| format!("no text in {seen}"))?;
    let at = text.find("/r/").ok_or_else(|| format!("no link in {text}"))?;
    Ok(text[at..].to_owned())
}

async fn page(world: &World, link: &str, lang: &str) -> TestResult<(StatusCode, String)> {
    let request = Request::builder().uri(link).header(ACCEPT_LANGUAGE, lang).body(Body::empty())?;
    let answer = world.send(request).await?;
    let status = answer.status();
    Ok((status, String::from_utf8_lossy(&to_bytes(answer.into_body(), 1 << 20).await?).into_owned()))
}

async fn post(world: &World, link: &str, body: &'static str) -> TestResult<axum::response::Response> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(link)
        .header(CONTENT_TYPE, FORM)
        .header("origin", "https://mail.example")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(body))?;
    world.send(request).await
}

#[tokio::test]
async fn looking_shows_who_writes_and_refuses_nothing() -> TestResult {
    let world = World::new().await?;
    let link = link(&world).await?;
    for _ in 0..2 {
        let (status, html) = page(&world, &link, "tr").await?;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("Karaca Lastik A.Ş.") && html.contains("+90 532 *** ** 67"), "{html}");
        assert!(!html.contains("5321234567") && !html.contains("Reddettiniz"), "{html}");
        assert!(!html.contains(".wasm"), "the page needs no WASM");
    }
    let (_, html) = page(&world, &link, "en").await?;
    assert!(html.contains("Refuse commercial messages"), "{html}");
    Ok(())
}

#[tokio::test]
async fn a_form_of_another_site_without_a_cookie_refuses_and_takes_it_back() -> TestResult {
    let world = World::new().await?;
    let link = link(&world).await?;
    let answer = post(&world, &link, "act=refuse&scope=channel").await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers().get(LOCATION).ok_or("no way back")?, link.as_str());
    assert!(page(&world, &link, "tr").await?.1.contains("Reddettiniz"));
    let answer = post(&world, &link, "act=undo&scope=all").await?;
    let place = answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?.to_owned();
    let (_, html) = page(&world, &place, "tr").await?;
    assert!(html.contains("Ret geri alındı") && !html.contains("Reddettiniz"), "{html}");
    Ok(())
}

#[tokio::test]
async fn a_mailbox_refuses_with_one_click() -> TestResult {
    let world = World::new().await?;
    let link = link(&world).await?;
    let answer = post(&world, &link, "List-Unsubscribe=One-Click").await?;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(page(&world, &link, "tr").await?.1.contains("Reddettiniz"));
    let empty = post(&world, &link, "").await?;
    assert!(empty.headers().get(LOCATION).ok_or("no way back")?.to_str()?.contains("problem=malformed"));
    Ok(())
}

#[tokio::test]
async fn somebody_else_says_that_the_number_is_theirs_and_takes_a_slip_back() -> TestResult {
    let world = World::new().await?;
    let link = link(&world).await?;
    assert!(page(&world, &link, "tr").await?.1.contains("Bu numara bana ait değil"));
    let answer = post(&world, &link, "act=not_mine").await?;
    assert_eq!(answer.headers().get(LOCATION).ok_or("no way back")?, link.as_str());
    let (_, html) = page(&world, &link, "en").await?;
    assert!(html.contains("Thank you for telling") && !html.contains("Refuse messages by"), "{html}");
    let answer = post(&world, &link, "act=mine").await?;
    let place = answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?.to_owned();
    let (_, html) = page(&world, &place, "tr").await?;
    assert!(html.contains("yeniden yazabilir") && html.contains("Bu numara bana ait değil"), "{html}");
    Ok(())
}

#[tokio::test]
async fn preferences_are_chosen_without_a_cookie_or_a_script() -> TestResult {
    let world = World::new().await?;
    let link = link(&world).await?;
    let preferences = link.replace("/r/", "/p/");
    assert!(page(&world, &link, "tr").await?.1.contains(&preferences), "the refusal page leads there");
    let (status, html) = page(&world, &preferences, "tr").await?;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("SMS ile gönderilsin") && html.contains("+90 532 *** ** 67"), "{html}");
    assert!(!html.contains("5321234567") && !html.contains(".wasm"), "{html}");
    assert_eq!(html.matches("checked").count(), 2, "notices come on both channels: {html}");
    let answer = post(&world, &preferences, "act=save&informational=whatsapp").await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?.to_owned();
    assert_eq!(place, format!("{preferences}?done=saved"));
    let (_, html) = page(&world, &place, "en").await?;
    assert!(html.contains("Your preferences were saved"), "{html}");
    assert_eq!(html.matches("checked").count(), 1, "{html}");
    let answer = post(&world, &preferences, "").await?;
    assert!(answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?.contains("problem=malformed"));
    let (status, html) = page(&world, "/p/11111111111", "tr").await?;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("Bu bağlantı geçerli değil"), "{html}");
    Ok(())
}

#[tokio::test]
async fn a_link_that_is_none_says_so() -> TestResult {
    let world = World::new().await?;
    let (status, html) = page(&world, "/r/11111111111", "tr").await?;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("Bu bağlantı geçerli değil"), "{html}");
    assert_eq!(
        post(&world, "/r/11111111111", "List-Unsubscribe=One-Click").await?.status(),
        StatusCode::NOT_FOUND
    );
    let large = Request::builder().method(Method::POST).uri("/r/11111111111").header(CONTENT_TYPE, FORM);
    let large = world.send(large.body(Body::from("a".repeat(10_000)))?).await?;
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    Ok(())
}
