//! A new version of the terms, from the sign-in on: as a browser without JavaScript walks it, and as a
//! program hears of it.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::accounts::{PolicyKind, PublishPolicyForm};
use domain::lang::Lang;
use domain::page::documents_before;
use http::header::{LOCATION, SET_COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::world::{TestResult, World};

async fn publish(world: &World, kind: PolicyKind) -> TestResult {
    let operator = world.actor("ayse").await?;
    let texts = world.services().policy_texts(&operator, kind).await?;
    let form = PublishPolicyForm {
        kind: kind.word().to_owned(),
        base: texts.reference.id.to_string(),
        title_tr: texts.title_tr,
        title_en: texts.title_en,
        body_tr: format!("{}\n\nYepyeni bir madde.", texts.body_tr),
        body_en: format!("{}\n\nA brand-new clause.", texts.body_en),
    };
    world.services().publish_policy(&operator, &form).await?;
    Ok(())
}

async fn latest(world: &World, kind: PolicyKind) -> TestResult<String> {
    Ok(world.services().latest_policy(None, kind, Lang::Tr).await?.reference.id.to_string())
}

/// A browser that posts a form from a page by itself.
async fn post(
    world: &World,
    path: &str,
    from: &str,
    cookie: &str,
    fields: &[(&str, &str)],
) -> TestResult<Response> {
    let mut body = form_urlencoded::Serializer::new(String::new());
    fields.iter().for_each(|(name, value)| {
        body.append_pair(name, value);
    });
    let request = Request::post(format!("/api/v1/{path}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("referer", format!("http://localhost{from}"))
        .header("cookie", cookie)
        .body(Body::from(body.finish()))?;
    world.send(request).await
}

async fn page(world: &World, path: &str, cookie: &str) -> TestResult<Response> {
    let request = Request::get(path).header("accept", "text/html").header("cookie", cookie);
    world.send(request.body(Body::empty())?).await
}

async fn text(response: Response) -> TestResult<String> {
    assert_eq!(response.status(), StatusCode::OK);
    Ok(String::from_utf8(to_bytes(response.into_body(), 1 << 20).await?.to_vec())?)
}

fn location(response: &Response) -> String {
    let place = response.headers().get(LOCATION).and_then(|place| place.to_str().ok());
    place.unwrap_or_default().to_owned()
}

fn session(response: &Response) -> TestResult<String> {
    let cookie = response.headers().get(SET_COOKIE).ok_or("no session")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_sign_in_leads_through_the_documents_to_where_it_was_heading() -> TestResult {
    let world = World::new().await?;
    let heading = format!("/c/{}/messages?q=a", world.company);
    let fields = [("login", "cem"), ("password", World::PASSWORD), ("next", heading.as_str())];
    // Another browser: the same form a moment later would be a double click.
    let before = post(&world, "session/sign-in", "/signin", "lang=tr; theme=dark", &fields).await?;
    assert_eq!(location(&before), heading, "nothing waits");
    for kind in [PolicyKind::Terms, PolicyKind::Clarification] {
        publish(&world, kind).await?;
    }
    let signed_in = post(&world, "session/sign-in", "/signin", "lang=tr", &fields).await?;
    let documents = location(&signed_in);
    assert_eq!(documents, documents_before(&heading));
    let cookie = session(&signed_in)?;

    let terms = text(page(&world, &documents, &cookie).await?).await?;
    for words in ["Kullanım Koşulları", "<ins>", "Yepyeni bir madde.", "Okudum ve kabul ediyorum"] {
        assert!(terms.contains(words), "{words}");
    }
    assert!(!terms.contains(".wasm") && terms.contains("/api/v1/session/sign-out"));
    let old = [("policy", "pol_0000000000001"), ("next", heading.as_str())];
    let refused = post(&world, "policies/accept", &documents, &cookie, &old).await?;
    assert!(location(&refused).starts_with(&format!("{documents}&draft=")), "{}", location(&refused));

    let id = latest(&world, PolicyKind::Terms).await?;
    let answer = [("policy", id.as_str()), ("next", heading.as_str())];
    let next = post(&world, "policies/accept", &documents, &cookie, &answer).await?;
    assert_eq!(location(&next), documents, "another document is due");
    let clarification = text(page(&world, &documents, &cookie).await?).await?;
    assert!(clarification.contains("Aydınlatma Metni") && clarification.contains("onayınız istenmez"));
    assert!(
        clarification.contains("/api/v1/policies/show") && !clarification.contains("/api/v1/policies/accept")
    );
    let id = latest(&world, PolicyKind::Clarification).await?;
    let answer = [("policy", id.as_str()), ("next", heading.as_str())];
    let on = post(&world, "policies/show", &documents, &cookie, &answer).await?;
    assert_eq!(location(&on), heading);
    Ok(())
}

#[tokio::test]
async fn a_way_on_leads_nowhere_but_this_site() -> TestResult {
    let world = World::new().await?;
    let (cookie, id) = (world.cookie("ayse").await?, latest(&world, PolicyKind::Privacy).await?);
    for next in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/ş"] {
        let answer = [("policy", id.as_str()), ("next", next)];
        let on = post(&world, "policies/show", "/documents", &cookie, &answer).await?;
        assert_eq!(location(&on), "/documents", "{next}");
    }
    let html = text(page(&world, "/documents?next=//evil.example", &cookie).await?).await?;
    assert!(!html.contains("href=\"//evil.example"));
    Ok(())
}

#[tokio::test]
async fn terms_that_wait_stop_sending_and_nothing_else() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    publish(&world, PolicyKind::Terms).await?;
    let company = world.company.to_string();
    let send = format!("/c/{company}/send");
    assert_eq!(location(&page(&world, &send, &cookie).await?), documents_before(&send));
    for open in [format!("/c/{company}/messages"), format!("/c/{company}/account"), "/documents".to_owned()] {
        assert_eq!(page(&world, &open, &cookie).await?.status(), StatusCode::OK, "{open}");
    }
    let message = json!({
        "company": company, "channel": "sms", "recipient": "0532 123 45 67", "class": "informational", "text": "Merhaba",
    });
    let (status, answer) =
        world.call(&Method::POST, "/api/v1/messages/send", Some(&cookie), &message).await?;
    assert_eq!((status, answer["problem"].as_str()), (StatusCode::FORBIDDEN, Some("terms_not_accepted")));
    assert_eq!(answer["type"], "/problems/terms_not_accepted");
    let here = json!({ "company": company });
    let (status, _) = world.call(&Method::GET, "/api/v1/messages/list", Some(&cookie), &here).await?;
    assert_eq!(status, StatusCode::OK);

    let (status, waiting) =
        world.call(&Method::GET, "/api/v1/policies/to-read", Some(&cookie), &json!({})).await?;
    assert_eq!((status, waiting[0]["is_due"].as_bool()), (StatusCode::OK, Some(true)));
    assert_eq!(
        (&waiting[0]["policy"]["reference"]["kind"], &waiting[0]["before"]["version"]),
        (&json!("terms"), &json!(1))
    );
    let accept = json!({ "policy": waiting[0]["policy"]["reference"]["id"] });
    let (status, _) = world.call(&Method::POST, "/api/v1/policies/accept", Some(&cookie), &accept).await?;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = world.call(&Method::POST, "/api/v1/messages/send", Some(&cookie), &message).await?;
    assert_eq!(status, StatusCode::OK);
    let out = post(&world, "session/sign-out", "/documents", &cookie, &[]).await?;
    assert_eq!(location(&out), "/signin");
    Ok(())
}

#[tokio::test]
async fn the_list_leads_to_the_words_of_each_proof() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("cem").await?;
    let list = text(page(&world, "/documents", &cookie).await?).await?;
    let proofs: Vec<_> =
        list.split("href=\"/documents/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(proofs.len(), 2, "clarification and terms of the sign-up");
    let proof = text(page(&world, &format!("/documents/{}", proofs[0]), &cookie).await?).await?;
    assert!(
        proof.contains("Kullanım Koşulları") && proof.contains("Kabul edildi") && proof.contains("SHA-256")
    );
    let other = page(&world, &format!("/documents/{}", proofs[0]), &world.cookie("bora").await?).await?;
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
    assert_eq!(page(&world, "/documents/x", &cookie).await?.status(), StatusCode::NOT_FOUND);
    Ok(())
}
