//! The stream of changes from its first event on.

use std::time::Duration;

use axum::body::Body;
use domain::topic::Topic;
use futures::StreamExt;
use http::Request;

use super::world::{TestResult, World};

/// The first event of the owner's stream, as it comes over the wire.
async fn first(world: &World, cookie: &str, query: &str, last: Option<&str>) -> TestResult<String> {
    let mut request = Request::builder()
        .uri(format!("/events?topics=messages,accounts{query}"))
        .header("referer", format!("http://localhost/c/{}", world.company))
        .header("cookie", cookie);
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let answer = world.send(request.body(Body::empty())?).await?;
    let mut pieces = answer.into_body().into_data_stream();
    let piece = tokio::time::timeout(Duration::from_secs(20), pieces.next()).await?;
    Ok(String::from_utf8(piece.ok_or("the stream ended")??.to_vec())?)
}

#[tokio::test]
async fn a_page_hears_what_changed_while_it_was_on_its_way() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    // The page must be younger than the program, or anything may have changed before.
    tokio::time::sleep(Duration::from_secs(3)).await;
    world.services().live().tell(world.company, Topic::Messages);
    let event = first(&world, &cookie, "&age=1400", None).await?;
    assert!(event.contains("event: changed") && event.contains("data: messages\n"), "{event}");
    Ok(())
}

#[tokio::test]
async fn a_page_that_missed_nothing_is_told_the_time_only() -> TestResult {
    let world = World::new().await?;
    let event = first(&world, &world.cookie("ayse").await?, "", None).await?;
    assert!(event.contains("event: open"), "{event}");
    let id = event.lines().find_map(|line| line.strip_prefix("id: ")).ok_or("no id")?;
    let told: i64 = id.parse()?;
    assert!((world.services().now().millis() - told).abs() < 60_000, "{told}");
    Ok(())
}

#[tokio::test]
async fn a_stream_that_broke_goes_on_where_it_was() -> TestResult {
    let world = World::new().await?;
    let cookie = world.cookie("ayse").await?;
    let heard = world.services().now().millis();
    world.services().live().tell(world.company, Topic::Accounts);
    let event = first(&world, &cookie, "&age=0", Some(&heard.to_string())).await?;
    assert!(event.contains("data: accounts\n"), "{event}");
    // Heard from the program before this one: everything may have changed.
    let event = first(&world, &cookie, "&age=0", Some("1000")).await?;
    assert!(event.contains("data: messages,accounts\n"), "{event}");
    Ok(())
}
