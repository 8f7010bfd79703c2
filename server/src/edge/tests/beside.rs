//! A page beside other requests on its thread.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use futures::poll;
use http::header::CONTENT_SECURITY_POLICY;
use http::{Request, StatusCode};

use super::world::{TestResult, World};

fn get(path: &str, cookie: &str) -> TestResult<Request<Body>> {
    Ok(Request::builder().uri(path).header("cookie", cookie).header("accept", "*/*").body(Body::empty())?)
}

/// The page, with other requests answered whenever it waits.
async fn page_beside(world: &World, page: &str, other: &str) -> TestResult<Response> {
    let cookie = world.cookie("ayse").await?;
    let mut page = Box::pin(world.send(get(page, &cookie)?));
    loop {
        if let std::task::Poll::Ready(answer) = poll!(&mut page) {
            return answer;
        }
        let answer = world.send(get(other, &cookie)?).await?;
        assert!(answer.status() != StatusCode::INTERNAL_SERVER_ERROR, "{other}: {}", answer.status());
        to_bytes(answer.into_body(), 1 << 20).await?;
    }
}

#[tokio::test]
async fn a_page_keeps_its_policy_beside_files_and_calls() -> TestResult {
    let world = World::new().await?;
    let page = format!("/c/{}", world.company);
    // The folder served in tests is the crate's own.
    let call = format!("/api/v1/messages/list?company={}", world.company);
    for other in ["/Cargo.toml", "/no/such/file", call.as_str()] {
        let answer = page_beside(&world, &page, other).await?;
        let policy =
            answer.headers().get(CONTENT_SECURITY_POLICY).ok_or_else(|| format!("none beside {other}"))?;
        assert!(policy.to_str()?.contains("'nonce-"), "beside {other}: {policy:?}");
    }
    Ok(())
}
