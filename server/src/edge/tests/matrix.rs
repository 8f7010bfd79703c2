//! Every endpoint against every kind of caller, in every way. An endpoint without a row fails the build.

use std::collections::BTreeSet;

use domain::rights::Role;
use http::{Method, StatusCode};
use serde_json::Value;

use super::ids::Ids;
use super::rows::{Door, Row, rows};
use super::ways::Way;
use super::world::{TestResult, World};

#[tokio::test]
async fn every_endpoint_has_a_row_and_every_row_an_endpoint() -> TestResult {
    let world = World::new().await?;
    let rows: BTreeSet<_> = rows(&world.company.to_string(), &Ids::of_nothing())
        .into_iter()
        .map(|(path, method, ..)| (format!("/api/v1/{path}"), method.to_string()))
        .collect();
    let endpoints: BTreeSet<_> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| (path.to_owned(), method.to_string()))
        .collect();
    assert_eq!(endpoints, rows);
    Ok(())
}

/// No cookie and one whose session has ended, in every way.
async fn both(world: &World) -> TestResult<Vec<(Option<String>, Way)>> {
    let ended = world.ended_cookie("cem").await?;
    Ok([None, Some(ended)].into_iter().flat_map(|cookie| Way::ALL.map(|way| (cookie.clone(), way))).collect())
}

#[tokio::test]
async fn strangers_and_ended_sessions_are_asked_to_sign_in() -> TestResult {
    let world = World::new().await?;
    for (path, method, door, body) in rows(&world.company.to_string(), &Ids::of_nothing()) {
        for (cookie, way) in both(&world).await? {
            let uri = format!("/api/v1/{path}");
            let (status, answer) = world.call_as(way, &method, &uri, cookie.as_deref(), &body).await?;
            let asked = status == StatusCode::UNAUTHORIZED && answer["problem"] == "sign_in_needed";
            assert_eq!(asked, door != Door::Open, "{path} as {way:?} with {cookie:?}: {status} {answer}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_owner_of_another_company_gets_nowhere() -> TestResult {
    let world = World::new().await?;
    for (path, method, door, body) in rows(&world.company.to_string(), &Ids::of_nothing()) {
        for way in Way::ALL {
            let (uri, cookie) = (format!("/api/v1/{path}"), world.cookie("bora").await?);
            let (status, answer) = world.call_as(way, &method, &uri, Some(&cookie), &body).await?;
            let walled = matches!(door, Door::Member | Door::With(_));
            if walled || path == "session/switch-company" {
                let refused =
                    [StatusCode::CONFLICT, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status);
                assert!(refused, "{path} as {way:?}: {status} {answer}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_lowest_role_is_refused_exactly_what_it_lacks() -> TestResult {
    let world = World::new().await?;
    let rights = Role::Viewer.rights();
    for (path, method, door, body) in rows(&world.company.to_string(), &Ids::of_nothing()) {
        for way in Way::ALL {
            let (uri, cookie) = (format!("/api/v1/{path}"), world.cookie("cem").await?);
            let (status, answer) = world.call_as(way, &method, &uri, Some(&cookie), &body).await?;
            let lacks = matches!(door, Door::With(right) if !rights.has(right));
            if matches!(door, Door::Member | Door::With(_)) {
                assert_eq!(status == StatusCode::FORBIDDEN, lacks, "{path} as {way:?}: {status} {answer}");
            }
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path} as {way:?}: {answer}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn nobody_but_an_operator_does_what_operators_do() -> TestResult {
    let world = World::new().await?;
    for (path, method, door, body) in rows(&world.company.to_string(), &Ids::of_nothing()) {
        for (way, name) in Way::ALL.into_iter().flat_map(|way| ["bora", "cem"].map(|name| (way, name))) {
            if door == Door::Operator {
                let (uri, cookie) = (format!("/api/v1/{path}"), world.cookie(name).await?);
                let (status, answer) = world.call_as(way, &method, &uri, Some(&cookie), &body).await?;
                assert_eq!(status, StatusCode::FORBIDDEN, "{path} as {way:?} of {name}: {answer}");
            }
        }
    }
    Ok(())
}

/// What answers tell anew each time, whatever they are about.
const NEW_EVERY_TIME: [&str; 2] = ["now", "test_key"];

/// What the owner sees of what is named, in the order of the rows.
async fn seen(world: &World, ids: &Ids) -> TestResult<Vec<(&'static str, Value)>> {
    let mut seen = Vec::new();
    for (path, method, door, body) in rows(&world.company.to_string(), ids) {
        if method == Method::GET && matches!(door, Door::Member | Door::With(_)) && ids.are_in(&body) {
            let cookie = world.cookie("ayse").await?;
            let (status, mut answer) =
                world.call(&method, &format!("/api/v1/{path}"), Some(&cookie), &body).await?;
            assert_eq!(status, StatusCode::OK, "{path}: {answer}");
            if let Some(told) = answer.as_object_mut() {
                told.retain(|name, _| !NEW_EVERY_TIME.contains(&name.as_str()));
            }
            seen.push((path, answer));
        }
    }
    Ok(seen)
}

/// The answer of the other company's owner, in the own company.
async fn answer(world: &World, way: Way, (path, method, _, body): &Row) -> TestResult<(StatusCode, Value)> {
    let (uri, cookie) = (format!("/api/v1/{path}"), world.cookie("bora").await?);
    world.call_as(way, method, &uri, Some(&cookie), body).await
}

/// What is named is another company's, or nowhere: nobody can tell which.
#[tokio::test]
async fn what_another_company_has_is_not_there_for_ones_own() -> TestResult {
    let world = World::new().await?;
    let (ids, own) = (Ids::made(&world).await?, world.other.to_string());
    let before = seen(&world, &ids).await?;
    assert!(before.len() >= 6, "{before:?}");
    let mut tried = 0;
    for (foreign, nowhere) in rows(&own, &ids).iter().zip(rows(&own, &Ids::of_nothing())) {
        if !matches!(foreign.2, Door::Member | Door::With(_)) || !ids.are_in(&foreign.3) {
            continue;
        }
        for way in Way::ALL {
            let found = answer(&world, way, foreign).await?;
            assert_eq!(found, answer(&world, way, &nowhere).await?, "{} as {way:?}", foreign.0);
            // Whoever is ticked and not there is passed over; nothing has no templates.
            let says_nothing = ["contacts/tag", "accounts/templates"].contains(&foreign.0);
            let refused = found.0.is_client_error() || says_nothing;
            assert!(refused, "{} as {way:?}: {found:?}", foreign.0);
            tried += 1;
        }
    }
    assert!(tried > 90, "{tried}");
    assert_eq!(seen(&world, &ids).await?, before, "it is as it was");
    Ok(())
}
