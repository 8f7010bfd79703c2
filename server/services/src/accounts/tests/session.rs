use domain::failure::Problem;
use domain::id::SessionId;

use crate::secrets::Token;
use crate::testing::{PASSWORD, TestResult, World, elsewhere, here, on_both_databases};

on_both_databases!(
    an_unknown_cookie_is_nobody,
    a_session_ends_when_idle,
    a_session_ends_however_busy,
    seen_is_written_once_a_minute,
    signing_out_ends_the_session,
    lists_and_ends_own_sessions_only,
    ends_all_but_the_one_that_asks,
    purging_removes_what_has_run_out,
);

const DAY: u64 = 24 * 3_600;

async fn an_unknown_cookie_is_nobody(world: World) -> TestResult {
    world.owner().await?;
    assert!(world.services.session_of(&Token::generate()?, &here()).await?.is_none());
    Ok(())
}

async fn a_session_ends_when_idle(world: World) -> TestResult {
    world.owner().await?;
    let cookie = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    world.pass(7 * DAY - 1);
    assert!(world.actor(&cookie).await.is_ok());
    world.pass(7 * DAY);
    assert!(world.actor(&cookie).await.is_err());
    Ok(())
}

async fn a_session_ends_however_busy(world: World) -> TestResult {
    world.owner().await?;
    let cookie = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    for _ in 0..5 {
        world.pass(6 * DAY - 1);
        assert!(world.actor(&cookie).await.is_ok());
    }
    world.pass(5);
    assert!(world.actor(&cookie).await.is_err());
    Ok(())
}

async fn seen_is_written_once_a_minute(world: World) -> TestResult {
    let owner = world.owner().await?;
    let cookie = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    let signed_in = world.services.list_sessions(&owner).await?[0].seen;
    world.pass(59);
    world.actor(&cookie).await?;
    let seen = async || world.services.list_sessions(&owner).await.map(|rows| rows[0].seen);
    assert_eq!(seen().await?, signed_in);
    world.pass(1);
    world.actor(&cookie).await?;
    assert_eq!(seen().await?.since(signed_in).as_secs(), 60);
    Ok(())
}

async fn signing_out_ends_the_session(world: World) -> TestResult {
    world.owner().await?;
    let cookie = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    let actor = world.actor(&cookie).await?;
    world.services.sign_out(&actor).await?;
    assert!(world.actor(&cookie).await.is_err());
    world.services.sign_out(&actor).await?;
    Ok(())
}

async fn lists_and_ends_own_sessions_only(world: World) -> TestResult {
    let owner = world.owner().await?;
    let other = world.member(&owner, "mehmet", domain::rights::Role::Admin).await?;
    let cookie = world.sign_in("ayse", PASSWORD, &elsewhere(3)).await?.cookie;
    let rows = world.services.list_sessions(&owner).await?;
    assert_eq!(rows.iter().filter(|row| row.is_this).count(), 1);
    let second = rows.iter().find(|row| row.address == "198.51.100.3").ok_or("not listed")?.id;
    let refused = world.services.end_session(&other, second).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::NotFound));
    world.services.end_session(&owner, second).await?;
    assert!(world.actor(&cookie).await.is_err());
    let gone = world.services.end_session(&owner, SessionId::from_i64(1)).await.err();
    assert_eq!(gone.and_then(|error| error.problem()), Some(Problem::NotFound));
    Ok(())
}

async fn ends_all_but_the_one_that_asks(world: World) -> TestResult {
    world.owner().await?;
    let [first, second] = [
        world.sign_in("ayse", PASSWORD, &here()).await?.cookie,
        world.sign_in("ayse", PASSWORD, &here()).await?.cookie,
    ];
    let actor = world.actor(&second).await?;
    assert_eq!(world.services.end_other_sessions(&actor).await?, 2);
    assert!(world.actor(&first).await.is_err() && world.actor(&second).await.is_ok());
    Ok(())
}

async fn purging_removes_what_has_run_out(world: World) -> TestResult {
    let owner = world.owner().await?;
    let _ = world.sign_in("ayse", "yanlış bir parola bu", &elsewhere(1)).await;
    assert_eq!(world.services.purge_expired().await?, 0);
    world.pass(31 * DAY);
    // One session, and the counters of pair, address and account.
    assert_eq!(world.services.purge_expired().await?, 4);
    assert!(world.services.list_sessions(&owner).await?.is_empty());
    Ok(())
}
