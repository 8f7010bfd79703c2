//! The traps of calls: form and JSON on one path, failures without JavaScript, statuses.

use axum::body::Body;
use http::header::{ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::world::{TestResult, World};

const SIGN_IN: &str = "/api/v1/session/sign-in";

fn form(path: &str) -> http::request::Builder {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(ACCEPT, "text/html")
        .header(REFERER, "http://localhost/signin?next=%2Fx")
        .header("sec-fetch-site", "same-origin")
}

#[tokio::test]
async fn a_form_and_json_reach_the_same_call() -> TestResult {
    let world = World::new().await?;
    let typed = "login=ayse&password=mor+salk%C4%B1m+alt%C4%B1nda";
    let answer = world.send(form(SIGN_IN).body(Body::from(typed))?).await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(answer.headers().contains_key(SET_COOKIE));
    let body = json!({ "login": "ayse", "password": "mor salkım altında" });
    let (status, _) = world.call(&Method::POST, SIGN_IN, None, &body).await?;
    assert_eq!(status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_failed_form_comes_back_with_what_was_typed_and_no_password() -> TestResult {
    let world = World::new().await?;
    let typed = "login=ay%C5%9Fe&password=yanlis-bir-sifre";
    let answer = world.send(form(SIGN_IN).body(Body::from(typed))?).await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?.to_owned();
    assert!(place.starts_with("/signin?next=%2Fx&draft="), "{place}");
    let page = world.send(Request::builder().uri(&place).body(Body::empty())?).await?;
    assert!(page.headers().contains_key(CONTENT_SECURITY_POLICY));
    let html = axum::body::to_bytes(page.into_body(), 1 << 20).await?;
    let html = String::from_utf8_lossy(&html).into_owned();
    assert!(html.contains("value=\"ayşe\""), "the login is there again");
    assert!(!html.contains("yanlis-bir-sifre"), "the password is not");
    assert!(!html.contains(".wasm"), "the page needs no WASM");
    Ok(())
}

#[tokio::test]
async fn a_long_form_that_outlived_its_session_is_kept_for_after_the_next_sign_in() -> TestResult {
    let world = World::new().await?;
    let cookie = world.ended_cookie("ayse").await?;
    let text = "Merhaba ".repeat(50_000);
    let typed = format!("company={}&channel=sms&text={}", world.company, text.replace(' ', "+"));
    let request = form("/api/v1/messages/send").header("cookie", cookie).body(Body::from(typed))?;
    let answer = world.send(request).await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?;
    let token = place.split("draft=").nth(1).ok_or("no draft")?;
    let draft = world.services().draft(Some(&world.actor("ayse").await?), token).await?.ok_or("not kept")?;
    assert_eq!(draft.fields.get("text"), Some(&text));
    Ok(())
}

#[tokio::test]
async fn a_form_that_is_too_large_for_a_call_is_told_so_on_a_page() -> TestResult {
    let world = World::new().await?;
    let typed = format!("login=a&password={}", "a".repeat(2 << 20));
    let answer = world.send(form(SIGN_IN).body(Body::from(typed))?).await?;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let html = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
    assert!(String::from_utf8_lossy(&html).contains("geri düğmesiyle dönün"));
    Ok(())
}

#[tokio::test]
async fn statuses_are_true_for_programs_whatever_they_accept() -> TestResult {
    let world = World::new().await?;
    let send = |body: String| {
        Request::builder()
            .method(Method::POST)
            .uri(SIGN_IN)
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "text/html")
            .body(Body::from(body))
    };
    let broken = world.send(send("{\"login\":".to_owned())?).await?;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    assert_eq!(broken.headers().get(CONTENT_TYPE).ok_or("no type")?, "application/problem+json");
    let wrong =
        world.send(send(json!({ "login": "ayse", "password": "yanlis-bir-sifre" }).to_string())?).await?;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    let large = world.send(send(format!("{{\"login\":\"{}\"}}", "a".repeat(2 << 20)))?).await?;
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let nowhere = Request::builder().method(Method::POST).uri("/api/v1/no/such").body(Body::empty())?;
    assert_eq!(world.send(nowhere).await?.status(), StatusCode::NOT_FOUND);
    for (method, path, body) in [
        (Method::GET, "/api/v1/messages/send", json!({})),
        (Method::POST, "/api/v1/messages/list", json!({})),
    ] {
        let (status, answer) = world.call(&method, path, Some(&world.cookie("ayse").await?), &body).await?;
        assert_eq!(
            (status, answer["problem"].as_str()),
            (StatusCode::METHOD_NOT_ALLOWED, Some("wrong_method"))
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_character_that_no_text_holds_is_refused_wherever_it_stands() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let company = world.company.to_string();
    let listing = json!({ "company": company, "q": "a\0b" });
    let saving = json!({ "company": company, "form": { "given_name": "a\0b" } });
    let signing_in = json!({ "login": "ay\0se", "password": "x" });
    for (method, path, body) in [
        (Method::GET, "/api/v1/messages/list", listing.clone()),
        (Method::GET, "/api/v1/contacts/list", listing),
        (Method::POST, "/api/v1/contacts/save", saving),
        (Method::POST, SIGN_IN, signing_in),
    ] {
        let (status, answer) = world.call(&method, path, Some(&cookie), &body).await?;
        assert_eq!(
            (status, answer["problem"].as_str()),
            (StatusCode::BAD_REQUEST, Some("malformed")),
            "{path}"
        );
    }
    let typed = form(SIGN_IN).body(Body::from("login=ay%00se&password=x"))?;
    assert_eq!(world.send(typed).await?.status(), StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn a_failed_account_form_shows_no_secret_and_shows_nothing_to_strangers() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let typed = format!(
        "company={}&provider=smtp&values[host]=mail.kuzey.example&values[dkim]=on&values[dkim_key]=kanarya",
        world.company
    );
    let failed = form("/api/v1/accounts/save").header("cookie", &cookie).body(Body::from(typed))?;
    let answer = world.send(failed).await?;
    let place = answer.headers().get(LOCATION).ok_or("no way back")?.to_str()?.to_owned();
    let draft = place.split(['?', '&']).find(|pair| pair.starts_with("draft=")).ok_or("no draft")?;
    let read = async |path: String, cookie: Option<&str>| {
        let page = Request::builder().uri(path).header("cookie", cookie.unwrap_or("a=b"));
        let page = world.send(page.body(Body::empty())?).await?;
        let html = axum::body::to_bytes(page.into_body(), 1 << 20).await?;
        TestResult::Ok(String::from_utf8_lossy(&html).into_owned())
    };
    let stranger = read(format!("/signin?{draft}"), None).await?;
    assert!(!stranger.contains("kuzey.example") && !stranger.contains("kanarya"));
    let own = read(format!("/companies?{draft}"), Some(&cookie)).await?;
    assert!(own.contains("kuzey.example"), "the person who typed it has it again");
    assert!(!own.contains("kanarya"));
    Ok(())
}

#[tokio::test]
async fn another_site_cannot_post_with_a_visitors_cookie() -> TestResult {
    let world = World::new().await?;
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/session/sign-out")
        .header("cookie", world.cookie("ayse").await?)
        .header("origin", "https://evil.example")
        .header("host", "localhost")
        .body(Body::empty())?;
    assert_eq!(world.send(request).await?.status(), StatusCode::FORBIDDEN);
    let disguised = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/company/update-profile")
        .header("cookie", world.cookie("ayse").await?)
        .header("authorization", "Basic eDp5")
        .header("origin", "http://evil.example")
        .header("sec-fetch-site", "cross-site")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "company": world.company.to_string(), "name": "Kötü" }).to_string()))?;
    assert_eq!(world.send(disguised).await?.status(), StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn a_caller_with_a_key_is_nobody_by_its_cookies() -> TestResult {
    let world = World::new().await?;
    for (method, path) in [(Method::GET, "/api/v1/sessions/list"), (Method::POST, "/api/v1/session/sign-out")]
    {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", world.cookie("ayse").await?)
            .header("authorization", "Bearer x")
            .body(Body::empty())?;
        assert_eq!(world.send(request).await?.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_stale_tab_of_another_company_does_nothing() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("bora").await?;
    let body = json!({ "company": world.company.to_string(), "name": "Başka" });
    let (status, answer) =
        world.call(&Method::POST, "/api/v1/company/update-profile", Some(&cookie), &body).await?;
    assert_eq!((status, answer["problem"].as_str()), (StatusCode::CONFLICT, Some("stale_tab")));
    Ok(())
}

/// Where a browser lands that switches to its company without scripts and names a page.
async fn switched_to(world: &World, next: &str) -> TestResult<String> {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.append_pair("company", &world.company.to_string()).append_pair("next", next);
    let cookie = world.cookie("ayse").await?;
    let request = form("/api/v1/session/switch-company").header("cookie", cookie);
    let request = request.body(Body::from(fields.finish()))?;
    let answer = world.send(request).await?;
    Ok(answer.headers().get(LOCATION).ok_or("led nowhere")?.to_str()?.to_owned())
}

#[tokio::test]
async fn who_switches_company_goes_on_where_they_were_in_it() -> TestResult {
    let world = World::new().await?;
    let page = format!("/c/{}/send?draft=abc", world.company);
    assert_eq!(switched_to(&world, &page).await?, page);
    let home = format!("/c/{}", world.company);
    for elsewhere in ["".to_owned(), "//ornek.com".to_owned(), format!("/c/{}", world.other)] {
        assert_eq!(switched_to(&world, &elsewhere).await?, home, "{elsewhere}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_is_nowhere_says_so() -> TestResult {
    let world = World::new().await?;
    let answer = world.send(Request::builder().uri("/nowhere").body(Body::empty())?).await?;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn a_chosen_language_follows_the_person_to_another_browser() -> TestResult {
    let world = World::new().await?;
    let chosen = Request::builder()
        .method(Method::POST)
        .uri("/preferences")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("cookie", world.cookie("ayse").await?)
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("lang=en&back=%2Fcompanies"))?;
    assert_eq!(world.send(chosen).await?.status(), StatusCode::SEE_OTHER);
    let page = Request::builder()
        .uri("/companies")
        .header("cookie", format!("{}; lang=tr", world.cookie("ayse").await?))
        .body(Body::empty())?;
    let html = axum::body::to_bytes(world.send(page).await?.into_body(), 1 << 20).await?;
    assert!(String::from_utf8_lossy(&html).contains("<html lang=\"en\""));
    Ok(())
}

#[tokio::test]
async fn open_pages_are_whole_however_many_ask_at_once() -> TestResult {
    let world = World::new().await?;
    let paths = ["/signin", "/reset", "/policies/clarification", "/policies/terms", "/policies/nothing"];
    let asked = (0..20).flat_map(|_| paths).map(async |path| {
        let answer = world.send(Request::builder().uri(path).body(Body::empty())?).await?;
        let policy = answer.headers().get(CONTENT_SECURITY_POLICY).ok_or("no policy")?.to_str()?.to_owned();
        let html = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
        assert!(policy.contains("'nonce-"), "{path}: {policy}");
        assert!(String::from_utf8_lossy(&html).contains("</body></html>"), "{path}: {} bytes", html.len());
        TestResult::Ok(())
    });
    futures::future::join_all(asked).await.into_iter().collect()
}
