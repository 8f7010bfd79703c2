//! A session whose rights were changed gets another cookie.

use axum::body::Body;
use axum::response::Response;
use domain::companies::ChangeRightsForm;
use http::header::{ACCEPT, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, StatusCode};

use super::world::{TestResult, World};

async fn open(world: &World, page: &str, cookie: &str) -> TestResult<Response> {
    let request = Request::builder().uri(page).header(ACCEPT, "text/html").header(COOKIE, cookie);
    world.send(request.body(Body::empty())?).await
}

async fn make_sender(world: &World, username: &str) -> TestResult {
    let owner = world.actor("ayse").await?;
    let members = world.services().list_members(&owner).await?;
    let member = members.iter().find(|member| member.email.starts_with(username)).ok_or("no member")?;
    let form = ChangeRightsForm {
        member: member.id.to_string(),
        role: "sender".to_owned(),
        basis: "role".to_owned(),
        ..ChangeRightsForm::default()
    };
    Ok(world.services().change_member_rights(&owner, &form).await?)
}

#[tokio::test]
async fn the_next_page_after_a_change_of_role_brings_another_cookie() -> TestResult {
    let world = World::new().await?;
    let old = world.cookie("cem").await?;
    let page = format!("/c/{}", world.company);
    assert!(!open(&world, &page, &old).await?.headers().contains_key(SET_COOKIE));
    make_sender(&world, "cem").await?;
    let renewed = open(&world, &page, &old).await?;
    assert_eq!(renewed.status(), StatusCode::OK);
    let new = renewed.headers().get(SET_COOKIE).ok_or("no other cookie")?.to_str()?;
    let new = new.split(';').next().unwrap_or_default().to_owned();
    assert_ne!(new, old);
    let stale = open(&world, &page, &old).await?;
    assert!(stale.headers().get(LOCATION).is_some_and(|place| place.as_bytes().starts_with(b"/signin")));
    let next = open(&world, &page, &new).await?;
    assert_eq!((next.status(), next.headers().contains_key(SET_COOKIE)), (StatusCode::OK, false));
    Ok(())
}
