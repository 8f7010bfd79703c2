//! The stream of changes from its first event on.

use std::time::Duration;

use axum::body::Body;
use domain::topic::Topic;
use futures::StreamExt;
use http::Request;

use super::world::{TestResult, World};

/// The first event of the owner's stream, as it comes over the wire.
async fn first(world: &World, query: &str, last: Option<&str>) -> TestResult<String> {
    let mut request = Request::builder()
        .uri(format!("/events?topics=messages,accounts{query}"))
        .header("referer", format!("http://localhost/c/{}", world.company))
        .header("cookie", world.cookie("ayse").await?);
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let answer = world.send(request.body(Body::empty())?).await?;
    let mut pieces = answer.into_body().into_data_stream();
    let piece = tokio::time::timeout(Duration::from_secs(5), pieces.next()).await?;
    Ok(String::from_utf8(piece.ok_or("the stream ended")??.to_vec())?)
}

#[tokio::test]
async fn a_page_hears_what_changed_while_it_was_on_its_way() -> TestResult {
    let world = World::new().await?;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let drawn = std::time::Instant::now();
    world.services().live().tell(world.company, Topic::Messages);
    let age = drawn.elapsed().as_millis() + 1;
    let event = first(&world, &format!("&age={age}"), None).await?;
    assert!(event.contains("event: changed") && event.contains("data: messages\n"), "{event}");
    Ok(())
}

#[tokio::test]
async fn a_page_that_missed_nothing_is_told_the_time_only() -> TestResult {
    let world = World::new().await?;
    let event = first(&world, "", None).await?;
    assert!(event.contains("event: open"), "{event}");
    let id = event.lines().find_map(|line| line.strip_prefix("id: ")).ok_or("no id")?;
    let told: i64 = id.parse()?;
    assert!((world.services().now().millis() - told).abs() < 60_000, "{told}");
    Ok(())
}

#[tokio::test]
async fn a_stream_that_broke_goes_on_where_it_was() -> TestResult {
    let world = World::new().await?;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let heard = world.services().now().millis();
    world.services().live().tell(world.company, Topic::Accounts);
    let event = first(&world, "&age=0", Some(&heard.to_string())).await?;
    assert!(event.contains("data: accounts\n"), "{event}");
    // Heard from the program before this one: everything may have changed.
    let event = first(&world, "&age=0", Some("1000")).await?;
    assert!(event.contains("data: messages,accounts\n"), "{event}");
    Ok(())
}
