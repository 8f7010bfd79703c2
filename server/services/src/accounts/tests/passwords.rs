use domain::accounts::{ChangePasswordForm, Password, RequestResetForm, ResetPasswordForm};
use domain::failure::{Failure, Problem};

use crate::error::ServiceError;
use crate::system_mail::SystemMail;
use crate::testing::{PASSWORD, TestResult, World, elsewhere, here, on_both_databases};

on_both_databases!(
    a_reset_by_mail_sets_the_password_and_ends_every_session,
    a_reset_answers_the_same_for_nobody,
    a_reset_link_works_once_and_for_half_an_hour,
    opening_a_link_again_makes_the_older_cookie_worthless,
    too_many_requests_send_no_more_mail,
    a_reset_lets_the_owner_in_past_a_flood,
    changing_the_password_renews_this_session_and_ends_the_others,
    a_change_needs_the_current_password,
    no_token_lies_in_the_database,
);

const NEW: &str = "kırk katır mı kırk satır mı";

fn request(login: &str) -> RequestResetForm {
    RequestResetForm { login: login.to_owned() }
}

fn reset_form() -> ResetPasswordForm {
    ResetPasswordForm { password: Password::new(NEW), password_again: Password::new(NEW) }
}

fn change_form(current: &str) -> ChangePasswordForm {
    let new = Password::new(NEW);
    ChangePasswordForm { current: Password::new(current), password: new.clone(), password_again: new }
}

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn a_reset_by_mail_sets_the_password_and_ends_every_session(world: World) -> TestResult {
    world.owner().await?;
    let session = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    world.services.request_password_reset(&request("ayse"), &elsewhere(1)).await?;
    let cookie = world.services.open_password_reset(&world.mailed_token().await?).await?;
    world.services.reset_password(&cookie, &reset_form(), &elsewhere(1)).await?;
    assert!(world.actor(&session).await.is_err());
    assert_eq!(problem(world.sign_in("ayse", PASSWORD, &here()).await), Some(Problem::WrongCredentials));
    world.sign_in("ayse", NEW, &here()).await?;
    let told = world.mails().await?.pop();
    assert!(matches!(told, Some(SystemMail::PasswordChanged { address, .. }) if address == "198.51.100.1"));
    Ok(())
}

async fn a_reset_answers_the_same_for_nobody(world: World) -> TestResult {
    world.owner().await?;
    world.services.request_password_reset(&request("nobody@example.com"), &here()).await?;
    assert!(world.mails().await?.is_empty());
    Ok(())
}

async fn a_reset_link_works_once_and_for_half_an_hour(world: World) -> TestResult {
    world.owner().await?;
    world.services.request_password_reset(&request("ayse"), &here()).await?;
    let late = world.mailed_token().await?;
    world.pass(30 * 60);
    assert_eq!(problem(world.services.open_password_reset(&late).await), Some(Problem::LinkExpired));
    world.services.request_password_reset(&request("ayse"), &here()).await?;
    let token = world.mailed_token().await?;
    let cookie = world.services.open_password_reset(&token).await?;
    world.services.reset_password(&cookie, &reset_form(), &here()).await?;
    let again = world.services.reset_password(&cookie, &reset_form(), &here()).await;
    assert_eq!(problem(again), Some(Problem::LinkExpired));
    assert_eq!(problem(world.services.open_password_reset(&token).await), Some(Problem::LinkExpired));
    Ok(())
}

async fn opening_a_link_again_makes_the_older_cookie_worthless(world: World) -> TestResult {
    world.owner().await?;
    world.services.request_password_reset(&request("ayse"), &here()).await?;
    let token = world.mailed_token().await?;
    let scanner = world.services.open_password_reset(&token).await?;
    let person = world.services.open_password_reset(&token).await?;
    let refused = world.services.reset_password(&scanner, &reset_form(), &here()).await;
    assert_eq!(problem(refused), Some(Problem::LinkExpired));
    world.services.reset_password(&person, &reset_form(), &here()).await?;
    Ok(())
}

async fn too_many_requests_send_no_more_mail(world: World) -> TestResult {
    world.owner().await?;
    for _ in 0..9 {
        world.services.request_password_reset(&request("ayse@firma.com.tr"), &here()).await?;
    }
    assert_eq!(world.mails().await?.len(), 3);
    world.pass(3_600);
    world.services.request_password_reset(&request("ayse@firma.com.tr"), &here()).await?;
    assert_eq!(world.mails().await?.len(), 4);
    Ok(())
}

async fn a_reset_lets_the_owner_in_past_a_flood(world: World) -> TestResult {
    world.owner().await?;
    for number in 0..30 {
        let _ = world.sign_in("ayse", "yanlış bir parola bu", &elsewhere(number)).await;
    }
    let strange = elsewhere(200);
    assert_eq!(problem(world.sign_in("ayse", PASSWORD, &strange).await), Some(Problem::TooManyTries));
    world.services.request_password_reset(&request("ayse"), &strange).await?;
    let cookie = world.services.open_password_reset(&world.mailed_token().await?).await?;
    world.services.reset_password(&cookie, &reset_form(), &strange).await?;
    world.sign_in("ayse", NEW, &strange).await?;
    Ok(())
}

async fn changing_the_password_renews_this_session_and_ends_the_others(world: World) -> TestResult {
    world.owner().await?;
    let other = world.sign_in("ayse", PASSWORD, &elsewhere(1)).await?.cookie;
    let this = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    let actor = world.actor(&this).await?;
    let renewed = world.services.change_password(&actor, &change_form(PASSWORD)).await?;
    assert!(world.actor(&other).await.is_err() && world.actor(&this).await.is_err());
    assert_eq!(world.actor(&renewed).await?.session(), actor.session());
    world.sign_in("ayse", NEW, &here()).await?;
    Ok(())
}

async fn a_change_needs_the_current_password(world: World) -> TestResult {
    let owner = world.owner().await?;
    let wrong = world.services.change_password(&owner, &change_form("yanlış bir parola bu")).await.err();
    let failure = Failure::from(wrong.ok_or("a wrong password was taken")?);
    assert_eq!(failure.of("current").map(|field| field.problem), Some(Problem::WrongCredentials));
    for _ in 0..4 {
        let _ = world.services.change_password(&owner, &change_form("yanlış bir parola bu")).await;
    }
    let blocked = world.services.change_password(&owner, &change_form(PASSWORD)).await;
    assert_eq!(problem(blocked), Some(Problem::TooManyTries));
    Ok(())
}

async fn no_token_lies_in_the_database(world: World) -> TestResult {
    world.owner().await?;
    let session = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    world.services.request_password_reset(&request("ayse"), &here()).await?;
    let token = world.mailed_token().await?;
    let Some(path) = world.db.url().strip_prefix("sqlite://").map(str::to_owned) else { return Ok(()) };
    let mut bytes = std::fs::read(&path)?;
    bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("ayse@firma.com.tr"), "the file was not read");
    for secret in [session.expose(), &token, PASSWORD] {
        assert!(!holds(secret), "a secret lies in the database file");
    }
    Ok(())
}
