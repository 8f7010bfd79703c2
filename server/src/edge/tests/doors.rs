//! Every path that is no call, against every kind of caller.

use std::collections::BTreeSet;

use app::App;
use axum::body::Body;
use http::header::LOCATION;
use http::{Method, Request, StatusCode};
use leptos_axum::generate_route_list;

use super::world::{TestResult, World};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Path, method, and the status for a stranger, for the owner of another company, and for its viewer.
fn rows() -> Vec<(&'static str, Method, [u16; 3])> {
    vec![
        ("/api/{*call}", GET, [404, 404, 404]),
        ("/events", GET, [401, 200, 200]),
        ("/preferences", POST, [303, 303, 303]),
        ("/manifest.webmanifest", GET, [200, 200, 200]),
        ("/sw.js", GET, [200, 200, 200]),
        ("/offline", GET, [200, 200, 200]),
        ("/palette.js", GET, [200, 200, 200]),
        ("/search.css", GET, [200, 200, 200]),
        ("/reset/{token}", GET, [303, 303, 303]),
        ("/r/{token}", POST, [303, 303, 303]),
        ("/p/{token}", POST, [303, 303, 303]),
        ("/l/{code}", GET, [303, 303, 303]),
        ("/c/{company}/imports/upload", POST, [401, 409, 403]),
        ("/c/{company}/imports/{import}/refused.csv", GET, [401, 409, 403]),
        ("/c/{company}/exports/{what}/file", GET, [401, 409, 403]),
        ("/c/{company}/messages/{message}/proof.pdf", GET, [401, 409, 403]),
        ("/health", GET, [200, 200, 200]),
        ("/health/details", GET, [404, 404, 404]),
        ("/metrics", GET, [404, 404, 404]),
        ("/callbacks/{token}", GET, [404, 404, 404]),
    ]
}

fn path(world: &World, pattern: &str) -> String {
    let path = pattern.replace("{company}", &world.company.to_string());
    let path = path.replace("{import}", "imp_0000000000001").replace("{*call}", "v1/no/such");
    let path = path.replace("{what}", "messages").replace("{message}", "msg_0000000000001");
    path.replace("{token}", &"A".repeat(43)).replace("{code}", "11111111111")
}

async fn status(world: &World, method: &Method, path: &str, cookie: Option<&str>) -> TestResult<StatusCode> {
    let query = if path == "/events" { "?topics=messages" } else { "" };
    let (kind, body) = match path.ends_with("/upload") {
        true => (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.csv\"\r\n\r\nAd;Telefon\r\n--x--\r\n",
        ),
        false => ("application/x-www-form-urlencoded", ""),
    };
    let request = Request::builder()
        .method(method)
        .uri(format!("{path}{query}"))
        .header("content-type", kind)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie.unwrap_or("a=b"));
    Ok(world.send(request.body(Body::from(body))?).await?.status())
}

#[test]
fn every_path_of_the_router_has_a_row() {
    let source = include_str!("../router.rs");
    let paths: BTreeSet<_> =
        source.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1)).collect();
    let rows: BTreeSet<_> = rows().into_iter().map(|(path, ..)| path).collect();
    assert_eq!(paths, rows);
}

#[tokio::test]
async fn every_path_opens_to_whom_it_should() -> TestResult {
    let world = World::new().await?;
    let cookies = [None, Some(world.cookie("bora").await?), Some(world.cookie("cem").await?)];
    for (pattern, method, expected) in rows() {
        for (cookie, expected) in cookies.iter().zip(expected) {
            let found = status(&world, &method, &path(&world, pattern), cookie.as_deref()).await?;
            assert_eq!(found.as_u16(), expected, "{method} {pattern} with {cookie:?}");
        }
    }
    Ok(())
}

/// Pages of a company are those below its id; what they show is asked for by calls, which have rows.
#[tokio::test]
async fn every_page_of_a_company_is_closed_to_others() -> TestResult {
    let world = World::new().await?;
    let pages = generate_route_list(App);
    let pages: Vec<_> = pages.iter().map(|page| page.path()).filter(|path| path.starts_with("/c/")).collect();
    assert!(pages.len() >= 10, "{pages:?}");
    for pattern in pages {
        let page = of_company(&world, pattern);
        for (cookie, door) in
            [(None, "/signin?next="), (Some(world.cookie("bora").await?), "/companies?next=")]
        {
            let request = Request::builder().uri(&page).header("cookie", cookie.as_deref().unwrap_or("a=b"));
            let answer = world.send(request.body(Body::empty())?).await?;
            let place =
                answer.headers().get(LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default();
            assert!(place.starts_with(door), "{page} with {cookie:?}: {} {place}", answer.status());
        }
    }
    Ok(())
}

/// The page with the company's id, and with something for every other part that varies.
fn of_company(world: &World, pattern: &str) -> String {
    let fill = |(at, part): (usize, &str)| match (at, part.starts_with(['{', ':', '*'])) {
        (2, _) => world.company.to_string(),
        (_, true) => "x".to_owned(),
        _ => part.to_owned(),
    };
    pattern.split('/').enumerate().map(fill).collect::<Vec<_>>().join("/")
}
