//! The pages of the operator, drawn and posted without JavaScript.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::header::LOCATION;
use http::{Request, StatusCode};

use super::world::{TestResult, World};

const PAGES: [&str; 5] =
    ["/operator", "/operator/profile", "/operator/keys", "/operator/audit", "/operator/policies/terms"];

async fn page(world: &World, path: &str, cookie: &str) -> TestResult<Response> {
    let request = Request::get(path).header("accept", "text/html").header("cookie", cookie);
    world.send(request.body(Body::empty())?).await
}

async fn text(response: Response) -> TestResult<String> {
    assert_eq!(response.status(), StatusCode::OK);
    Ok(String::from_utf8(to_bytes(response.into_body(), 1 << 20).await?.to_vec())?)
}

async fn post(world: &World, path: &str, from: &str, body: String) -> TestResult<String> {
    let request = Request::post(format!("/api/v1/{path}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("referer", format!("http://localhost{from}"))
        .header("cookie", world.cookie("ayse").await?)
        .body(Body::from(body))?;
    let answer = world.send(request).await?;
    Ok(answer.headers().get(LOCATION).ok_or("led nowhere")?.to_str()?.to_owned())
}

#[tokio::test]
async fn operators_see_their_pages_and_others_are_led_away() -> TestResult {
    let world = World::new().await?;
    for path in PAGES {
        let html = text(page(&world, path, &world.cookie("ayse").await?).await?).await?;
        assert!(html.contains("</html>") && !html.contains(".wasm"), "{path}");
        assert!(!html.contains("data-tone=\"bad\""), "{path}");
        let member = page(&world, path, &world.cookie("cem").await?).await?;
        let place = member.headers().get(LOCATION).ok_or(path)?.to_str()?;
        assert_eq!(place, format!("/c/{}", world.company), "{path}");
    }
    let nowhere = page(&world, "/operator/policies/none", &world.cookie("ayse").await?).await?;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn a_saved_name_stands_on_every_page_and_a_wrong_one_comes_back() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let place = post(
        &world,
        "operator/save-profile",
        "/operator/profile",
        "name=I%C5%9F%C4%B1k+Posta&contact=info%40isik.example".to_owned(),
    )
    .await?;
    assert_eq!(place, "/operator/profile?done=operator/save-profile");
    let html = text(page(&world, &place, &cookie).await?).await?;
    assert!(html.contains("Kaydedildi.") && html.contains("Işık Posta</a>"), "it stands in the frame");
    let place =
        post(&world, "operator/save-profile", "/operator/profile", "name=X&contact=posta&kep=y".to_owned())
            .await?;
    let html = text(page(&world, &place, &cookie).await?).await?;
    for words in ["contact-error", "kep-error", "value=\"posta\"", "value=\"X\""] {
        assert!(html.contains(words), "{words}");
    }
    Ok(())
}

#[tokio::test]
async fn keys_and_audit_tell_what_was_found() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let place = post(&world, "operator/rewrap-keys", "/operator/keys", String::new()).await?;
    assert_eq!(place, "/operator/keys?rewrapped=0");
    let html = text(page(&world, &place, &cookie).await?).await?;
    assert!(html.contains("0 anahtar yeniden sarıldı") && html.contains("Etkin: yeni anahtarları sarar"));
    let html = text(page(&world, "/operator/audit", &cookie).await?).await?;
    assert!(html.contains("Bütün zincirler sağlam.") && html.contains("ayse Ltd."));
    Ok(())
}

#[tokio::test]
async fn a_published_version_stands_on_its_page_and_a_half_one_comes_back() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let from = "/operator/policies/privacy";
    let texts = world
        .services()
        .policy_texts(&world.actor("ayse").await?, domain::accounts::PolicyKind::Privacy)
        .await?;
    let body = |english: &str| {
        form_urlencoded::Serializer::new(String::new())
            .append_pair("kind", "privacy")
            .append_pair("base", &texts.reference.id.to_string())
            .append_pair("title_tr", "Gizlilik")
            .append_pair("title_en", "Privacy")
            .append_pair("body_tr", "Hiçbir şey saklanmaz.")
            .append_pair("body_en", english)
            .finish()
    };
    let place = post(&world, "operator/publish-policy", from, body("{{nobody}}")).await?;
    let html = text(page(&world, &place, &cookie).await?).await?;
    assert!(
        html.contains("body_en-error") && html.contains("Hiçbir şey saklanmaz."),
        "nothing typed is lost"
    );
    let place = post(&world, "operator/publish-policy", from, body("Nothing is kept.")).await?;
    assert_eq!(place, format!("{from}?done=operator/publish-policy"));
    let html = text(page(&world, "/policies/privacy", "lang=tr").await?).await?;
    assert!(html.contains("Sürüm 2") && html.contains("Hiçbir şey saklanmaz."));
    Ok(())
}
