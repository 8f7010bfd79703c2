use domain::failure::{Failure, Problem};

use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, elsewhere, here, on_both_databases, sign_in_form};

on_both_databases!(
    signs_in_by_username_and_by_address_from_any_keyboard,
    answers_the_same_for_a_wrong_password_and_an_unknown_account,
    slows_down_one_who_guesses,
    many_guesses_at_once_are_counted_one_by_one,
    a_flood_from_elsewhere_does_not_lock_the_owner_out,
    an_unknown_account_is_slowed_down_like_a_known_one,
    hashes_again_when_the_cost_has_risen,
    ends_the_session_the_browser_came_with,
);

const WRONG: &str = "yanlış bir parola bu";

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn signs_in_by_username_and_by_address_from_any_keyboard(world: World) -> TestResult {
    let owner = world.owner().await?;
    for login in ["ayse", "AYŞE", "Ayse@Firma.COM.TR", " ayse@fİrma.com.tr "] {
        let signed_in = world.sign_in(login, PASSWORD, &here()).await?;
        assert_eq!((signed_in.user, signed_in.company), (owner.user(), owner.company().ok()), "{login}");
    }
    Ok(())
}

async fn answers_the_same_for_a_wrong_password_and_an_unknown_account(world: World) -> TestResult {
    world.owner().await?;
    let known = world.sign_in("ayse", WRONG, &here()).await.err().map(Failure::from);
    let unknown = world.sign_in("nobody", WRONG, &here()).await.err().map(Failure::from);
    assert_eq!(known, unknown);
    assert_eq!(known.map(|failure| failure.problem), Some(Problem::WrongCredentials));
    Ok(())
}

async fn slows_down_one_who_guesses(world: World) -> TestResult {
    world.owner().await?;
    for _ in 0..5 {
        assert_eq!(
            problem(world.sign_in("ayse", WRONG, &elsewhere(1)).await),
            Some(Problem::WrongCredentials)
        );
    }
    let blocked = world.sign_in("ayse", PASSWORD, &elsewhere(1)).await.err().map(Failure::from);
    let blocked = blocked.ok_or("the sixth try was let through")?;
    assert_eq!((blocked.problem, blocked.detail.as_deref()), (Problem::TooManyTries, Some("10")));
    world.pass(10);
    world.sign_in("ayse", PASSWORD, &elsewhere(1)).await?;
    assert_eq!(problem(world.sign_in("ayse", WRONG, &elsewhere(1)).await), Some(Problem::WrongCredentials));
    Ok(())
}

async fn many_guesses_at_once_are_counted_one_by_one(world: World) -> TestResult {
    world.owner().await?;
    let from = elsewhere(1);
    let guesses = (0..20).map(|_| world.sign_in("ayse", WRONG, &from));
    let problems: Vec<_> = futures::future::join_all(guesses).await.into_iter().map(problem).collect();
    let looked_at = problems.iter().filter(|found| **found == Some(Problem::WrongCredentials)).count();
    let refused = problems.iter().filter(|found| **found == Some(Problem::TooManyTries)).count();
    assert_eq!((looked_at, refused), (5, 15), "{problems:?}");
    Ok(())
}

async fn a_flood_from_elsewhere_does_not_lock_the_owner_out(world: World) -> TestResult {
    world.owner().await?;
    for number in 0..30 {
        let _ = world.sign_in("ayse", WRONG, &elsewhere(number)).await;
    }
    assert_eq!(problem(world.sign_in("ayse", WRONG, &elsewhere(99)).await), Some(Problem::TooManyTries));
    world.sign_in("ayse", PASSWORD, &here()).await?;
    Ok(())
}

async fn an_unknown_account_is_slowed_down_like_a_known_one(world: World) -> TestResult {
    world.owner().await?;
    for login in ["ayse", "nobody"] {
        let mut problems = Vec::new();
        for _ in 0..7 {
            problems.push(problem(world.sign_in(login, WRONG, &elsewhere(7)).await));
        }
        let wrong = problems.iter().filter(|found| **found == Some(Problem::WrongCredentials)).count();
        assert_eq!(wrong, 5, "{login}: {problems:?}");
    }
    Ok(())
}

async fn hashes_again_when_the_cost_has_risen(world: World) -> TestResult {
    let owner = world.owner().await?;
    let stored = async || {
        Ok::<_, Box<dyn std::error::Error>>(
            storage::users::find(world.db.read(), owner.user()).await?.ok_or("no user")?.password,
        )
    };
    assert!(stored().await?.contains("$04$"));
    let raised = world.restarted(|config| config.password_cost = 5).await?;
    raised.sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await?;
    assert!(stored().await?.contains("$05$"));
    raised.sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await?;
    Ok(())
}

async fn ends_the_session_the_browser_came_with(world: World) -> TestResult {
    world.owner().await?;
    let old = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    let form = sign_in_form("ayse", PASSWORD);
    let new = world.services.sign_in(&form, &here(), Some(&old)).await?.cookie;
    assert!(world.actor(&old).await.is_err());
    assert!(world.actor(&new).await.is_ok());
    Ok(())
}
