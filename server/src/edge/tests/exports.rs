//! Lists that are taken out as files, by everybody who may and by those who may not.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::contacts::ContactForm;
use http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, COOKIE, LOCATION,
};
use http::{Request, StatusCode};
use serde_json::{Value, json};

use super::ids::Ids;
use super::world::{TestResult, World};

const ASKED: &str = "format=csv&reason=mutabakat";

/// What can be taken out, with the query that names it.
fn lists(ids: &Ids) -> Vec<(&'static str, String)> {
    vec![
        ("messages", ASKED.to_owned()),
        ("people", format!("{ASKED}&campaign={}", ids.campaign)),
        ("contacts", ASKED.to_owned()),
        ("members", ASKED.to_owned()),
        ("volume", format!("{ASKED}&from=2026-01-01&to=2026-06-30")),
    ]
}

async fn ask(
    world: &World,
    (what, query): &(&str, String),
    cookie: Option<&str>,
    accept: &str,
) -> TestResult<Response> {
    let uri = format!("/c/{}/exports/{what}/file?{query}", world.company);
    let mut request = Request::builder().uri(uri).header(ACCEPT, accept);
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    world.send(request.body(Body::empty())?).await
}

async fn problem(response: Response) -> TestResult<(StatusCode, Value)> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1 << 20).await?;
    let body: Value = serde_json::from_slice(&bytes)?;
    Ok((status, body["problem"].clone()))
}

#[tokio::test]
async fn a_list_comes_down_under_its_name_and_stays_nowhere() -> TestResult {
    let world = World::new().await?;
    let (ids, cookie) = (Ids::made(&world).await?, world.cookie("ayse").await?);
    for list in lists(&ids) {
        let answer = ask(&world, &list, Some(&cookie), "*/*").await?;
        assert_eq!(answer.status(), StatusCode::OK, "{}", list.0);
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header(CONTENT_TYPE), Some("text/csv; charset=utf-8"));
        assert_eq!(header(CACHE_CONTROL), Some("no-store"));
        let named = header(CONTENT_DISPOSITION).ok_or("no name")?.to_owned();
        assert!(named.starts_with("attachment; ") && named.ends_with(".csv"), "{named}");
        let text = String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await?.to_vec())?;
        assert!(text.starts_with('\u{FEFF}') && text.contains(';') && text.ends_with("\r\n"), "{text}");
    }
    let messages = ("messages", "format=xlsx&reason=x".to_owned());
    let answer = ask(&world, &messages, Some(&cookie), "*/*").await?;
    assert_eq!(answer.headers().get(CONTENT_ENCODING), None, "a workbook is compressed already");
    assert!(to_bytes(answer.into_body(), 1 << 20).await?.starts_with(b"PK"));
    Ok(())
}

#[tokio::test]
async fn a_message_is_told_in_the_readers_words() -> TestResult {
    let world = World::new().await?;
    Ids::made(&world).await?;
    let cookie = world.cookie("ayse").await?;
    let answer = ask(&world, &("messages", ASKED.to_owned()), Some(&cookie), "*/*").await?;
    let text = String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await?.to_vec())?;
    for words in ["Alıcı;", "SMS;0532 123 45 67;Deniz;", "Bilgilendirme;Tekil mesaj;", ";Merhaba;"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    Ok(())
}

#[tokio::test]
async fn whoever_may_not_gets_a_clear_word_and_no_row() -> TestResult {
    let world = World::new().await?;
    let ids = Ids::made(&world).await?;
    let (viewer, other) = (world.cookie("cem").await?, world.cookie("bora").await?);
    let ended = world.ended_cookie("ayse").await?;
    let sign_in = (StatusCode::UNAUTHORIZED, json!("sign_in_needed"));
    for list in lists(&ids) {
        let refused = problem(ask(&world, &list, Some(&viewer), "*/*").await?).await?;
        assert_eq!(refused, (StatusCode::FORBIDDEN, json!("forbidden")), "{}", list.0);
        let refused = problem(ask(&world, &list, Some(&other), "*/*").await?).await?;
        assert_eq!(refused, (StatusCode::CONFLICT, json!("stale_tab")), "{}", list.0);
        assert_eq!(problem(ask(&world, &list, None, "*/*").await?).await?, sign_in, "{}", list.0);
        assert_eq!(problem(ask(&world, &list, Some(&ended), "*/*").await?).await?, sign_in, "{}", list.0);
    }
    let nothing = ("passwords", ASKED.to_owned());
    let owner = world.cookie("ayse").await?;
    let refused = problem(ask(&world, &nothing, Some(&owner), "*/*").await?).await?;
    assert_eq!(refused, (StatusCode::NOT_FOUND, json!("not_found")));
    Ok(())
}

#[tokio::test]
async fn a_browser_that_is_refused_comes_back_to_the_page_that_asks() -> TestResult {
    let world = World::new().await?;
    Ids::made(&world).await?;
    let here = format!("/c/{}/exports/messages", world.company);
    let place = |answer: &Response| {
        let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok());
        place.map(ToOwned::to_owned)
    };
    let viewer = world.cookie("cem").await?;
    let asked = ("messages", format!("{ASKED}&stage=failed"));
    let answer = ask(&world, &asked, Some(&viewer), "text/html").await?;
    let back = format!("{here}?format=csv&reason=mutabakat&stage=failed&problem=forbidden");
    assert_eq!(place(&answer), Some(back.clone()));
    let page = Request::builder().uri(back).header(COOKIE, &viewer).header(ACCEPT, "text/html");
    let page = world.send(page.body(Body::empty())?).await?;
    assert_eq!(page.status(), StatusCode::FORBIDDEN);
    let html = String::from_utf8(to_bytes(page.into_body(), 1 << 20).await?.to_vec())?;
    assert!(html.contains("Dışa aktarma yetkiniz yok") && !html.contains("<form class=\"stack\""), "{html}");
    let owner = world.cookie("ayse").await?;
    let asked = ("messages", "format=csv&reason=&q=Merhaba".to_owned());
    let answer = ask(&world, &asked, Some(&owner), "text/html").await?;
    let back = place(&answer).ok_or("no way back")?;
    assert_eq!(back, format!("{here}?format=csv&reason=&q=Merhaba&problem=required"));
    let page = Request::builder().uri(back).header(COOKIE, &owner).header(ACCEPT, "text/html");
    let page = world.send(page.body(Body::empty())?).await?;
    let html = String::from_utf8(to_bytes(page.into_body(), 1 << 20).await?.to_vec())?;
    assert!(html.contains("id=\"reason-error\"") && html.contains("value=\"Merhaba\""), "{html}");
    assert!(!html.contains(".wasm"), "the page needs no WASM");
    Ok(())
}

#[tokio::test]
async fn the_headings_of_contacts_are_those_the_import_knows() -> TestResult {
    let world = World::new().await?;
    let (owner, cookie) = (world.actor("ayse").await?, world.cookie("ayse").await?);
    let card = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        family_name: "Işık".to_owned(),
        code: "120.01".to_owned(),
        phones: "0532 100 00 01".to_owned(),
        emails: "ayse@isik.com.tr".to_owned(),
        ..ContactForm::default()
    };
    world.services().save_contact(&owner, &card).await?;
    let answer = ask(&world, &("contacts", ASKED.to_owned()), Some(&cookie), "*/*").await?;
    let file = to_bytes(answer.into_body(), 1 << 20).await?;
    let file = futures::stream::iter([Ok::<_, domain::failure::Problem>(file)]);
    let import = world.services().upload_import(&owner, "kişiler.csv", "", file).await?;
    let asked = json!({ "company": world.company.to_string(), "import": import.to_string() });
    let (status, preview) =
        world.call(&http::Method::GET, "/api/v1/imports/preview", Some(&cookie), &asked).await?;
    assert_eq!(status, StatusCode::OK, "{preview}");
    let fields: Vec<_> = preview["columns"]
        .as_array()
        .ok_or("no columns")?
        .iter()
        .map(|column| column["field"].clone())
        .collect();
    for field in ["code", "title", "given_name", "family_name", "phone", "email", "tag", "city"] {
        assert!(fields.contains(&json!(field)), "{field}: {fields:?}");
    }
    Ok(())
}

async fn proof(world: &World, ids: &Ids, cookie: Option<&str>, accept: &str) -> TestResult<Response> {
    let uri = format!("/c/{}/messages/{}/proof.pdf", world.company, ids.message);
    let mut request = Request::builder().uri(uri).header(ACCEPT, accept);
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    world.send(request.body(Body::empty())?).await
}

#[tokio::test]
async fn a_proof_comes_down_as_a_pdf_that_stays_nowhere() -> TestResult {
    let world = World::new().await?;
    let (ids, cookie) = (Ids::made(&world).await?, world.cookie("ayse").await?);
    let answer = proof(&world, &ids, Some(&cookie), "text/html").await?;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header(CONTENT_TYPE), Some("application/pdf"));
    assert_eq!(header(CACHE_CONTROL), Some("no-store"));
    let named = header(CONTENT_DISPOSITION).ok_or("no name")?.to_owned();
    let wanted = format!("''Kan%C4%B1t%20{}.pdf", ids.message);
    assert!(named.starts_with("attachment; filename=\"proof.pdf\"") && named.ends_with(&wanted), "{named}");
    let pdf = to_bytes(answer.into_body(), 1 << 20).await?;
    let text = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with(b"%PDF-") && text.contains("Mesaj kanıt belgesi"));
    Ok(())
}

#[tokio::test]
async fn a_proof_is_refused_like_a_list() -> TestResult {
    let world = World::new().await?;
    let ids = Ids::made(&world).await?;
    let (viewer, other) = (world.cookie("cem").await?, world.cookie("bora").await?);
    for (cookie, status, word) in [
        (Some(viewer.as_str()), StatusCode::FORBIDDEN, "forbidden"),
        (Some(other.as_str()), StatusCode::CONFLICT, "stale_tab"),
        (None, StatusCode::UNAUTHORIZED, "sign_in_needed"),
    ] {
        let refused = problem(proof(&world, &ids, cookie, "*/*").await?).await?;
        assert_eq!(refused, (status, json!(word)));
    }
    let led = proof(&world, &ids, None, "text/html").await?;
    let place = led.headers().get(LOCATION).and_then(|place| place.to_str().ok());
    let message = format!("/c/{}/messages/{}", world.company, ids.message);
    assert_eq!(place, Some(message.as_str()), "there it asks to sign in");
    Ok(())
}
