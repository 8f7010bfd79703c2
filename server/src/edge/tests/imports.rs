//! The two files of an import: the list that goes up and the refused rows that come down.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::id::ImportId;
use http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, LOCATION};
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use super::world::{TestResult, World};

const LIST: &[u8] = "Ünvan;Telefon\nIşık Lastik;0532 123 45 67\n".as_bytes();

/// A form with a file, as a browser posts it.
fn upload(world: &World, cookie: Option<&str>, accept: &str, list: &[u8]) -> TestResult<Request<Body>> {
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\
        Content-Type: text/csv\r\n\r\n";
    let body = [head.as_bytes(), list, b"\r\n--edge--\r\n"].concat();
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(format!("/c/{}/imports/upload", world.company))
        .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("sec-fetch-site", "same-origin")
        .header(ACCEPT, accept);
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    Ok(request.body(Body::from(body))?)
}

async fn json_of(response: Response) -> TestResult<(StatusCode, Value)> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1 << 20).await?;
    Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
}

fn place(response: &Response) -> TestResult<String> {
    Ok(response.headers().get(LOCATION).ok_or("no way on")?.to_str()?.to_owned())
}

#[tokio::test]
async fn a_form_leads_to_the_mapping_and_a_program_gets_the_id() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let answer = world.send(upload(&world, Some(&cookie), "text/html,*/*", LIST)?).await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let prefix = format!("/c/{}/contacts/import/", world.company);
    let place = place(&answer)?;
    let id: ImportId = place.strip_prefix(&prefix).ok_or("led elsewhere")?.parse()?;
    let answer = world.send(upload(&world, Some(&cookie), "application/json", LIST)?).await?;
    let (status, body) = json_of(answer).await?;
    assert_eq!(status, StatusCode::CREATED);
    let second: ImportId = body["import"].as_str().ok_or("no id")?.parse()?;
    assert_ne!(id, second);
    let asked = json!({ "company": world.company.to_string(), "import": second.to_string() });
    let (status, preview) =
        world.call(&Method::GET, "/api/v1/imports/preview", Some(&cookie), &asked).await?;
    assert_eq!((status, &preview["columns"][1]["field"]), (StatusCode::OK, &json!("phone")));
    Ok(())
}

#[tokio::test]
async fn what_is_no_list_leads_back_to_the_form_with_the_reason() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let answer = world.send(upload(&world, Some(&cookie), "text/html", b"%PDF-1.7")?).await?;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let back = format!("/c/{}/contacts/import?draft=", world.company);
    assert!(place(&answer)?.starts_with(&back), "{}", place(&answer)?);
    let answer = world.send(upload(&world, Some(&cookie), "application/json", b"%PDF-1.7")?).await?;
    assert_eq!(answer.headers().get(CONTENT_TYPE).ok_or("no type")?, "application/problem+json");
    let (status, problem) = json_of(answer).await?;
    assert_eq!((status, &problem["problem"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file_not_a_list")));
    Ok(())
}

#[tokio::test]
async fn a_list_beyond_the_limit_is_refused() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let list = vec![b'5'; (50 << 20) + 1];
    let answer = world.send(upload(&world, Some(&cookie), "application/json", &list)?).await?;
    assert_eq!(json_of(answer).await?.0, StatusCode::PAYLOAD_TOO_LARGE);
    Ok(())
}

#[tokio::test]
async fn both_routes_are_walled_like_every_call() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let sent = world.send(upload(&world, Some(&cookie), "application/json", LIST)?).await?;
    let import = json_of(sent).await?.1["import"].as_str().ok_or("no id")?.to_owned();
    let refused = format!("/c/{}/imports/{import}/refused.csv", world.company);
    for (who, expected) in [
        (None, StatusCode::UNAUTHORIZED),
        (Some(world.ended_cookie("ayse").await?), StatusCode::UNAUTHORIZED),
        (Some(world.cookie("bora").await?), StatusCode::CONFLICT),
        (Some(world.cookie("cem").await?), StatusCode::FORBIDDEN),
    ] {
        let answer = world.send(upload(&world, who.as_deref(), "application/json", LIST)?).await?;
        assert_eq!(answer.status(), expected, "upload by {who:?}");
        let mut request = Request::builder().uri(&refused);
        if let Some(cookie) = &who {
            request = request.header(COOKIE, cookie);
        }
        assert_eq!(world.send(request.body(Body::empty())?).await?.status(), expected, "refused by {who:?}");
    }
    let mut foreign = upload(&world, Some(&cookie), "text/html", LIST)?;
    foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse()?);
    assert_eq!(world.send(foreign).await?.status(), StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn refused_rows_come_down_as_a_file() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let sent = world.send(upload(&world, Some(&cookie), "application/json", LIST)?).await?;
    let import = json_of(sent).await?.1["import"].as_str().ok_or("no id")?.to_owned();
    let request = Request::builder()
        .uri(format!("/c/{}/imports/{import}/refused.csv", world.company))
        .header(COOKIE, cookie)
        .body(Body::empty())?;
    let answer = world.send(request).await?;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers().get(CONTENT_TYPE).ok_or("no type")?, "text/csv; charset=utf-8");
    let named = answer.headers().get(CONTENT_DISPOSITION).ok_or("no name")?.to_str()?.to_owned();
    assert!(named.ends_with("filename*=UTF-8''liste%20-%20al%C4%B1nmayan%20sat%C4%B1rlar.csv"), "{named}");
    let bytes = to_bytes(answer.into_body(), 1 << 20).await?;
    assert!(bytes.starts_with("\u{FEFF}Ünvan;Telefon;Satır;".as_bytes()));
    Ok(())
}
