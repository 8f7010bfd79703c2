use data_encoding::BASE32_NOPAD;
use domain::accounts::{
    AccessKind, BeginSecondFactorForm, EndSecondFactorForm, OneTimeCodeForm, Password, ResetSecondFactorForm,
};
use domain::failure::{Failure, Problem};
use domain::rights::Role;

use super::totp::code_at;
use crate::accounts::{Entrance, SignedIn};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::testing::{PASSWORD, TestResult, World, elsewhere, here, on_both_databases, sign_in_form};

on_both_databases!(
    a_factor_is_on_once_a_first_code_came,
    a_sign_in_then_asks_for_a_code,
    a_code_is_accepted_once,
    a_code_of_the_step_beside_is_accepted_and_two_steps_away_is_not,
    a_recovery_code_is_accepted_once,
    tries_at_a_code_are_bounded_and_a_right_password_buys_none,
    a_step_is_worth_nothing_after_ten_minutes_or_another_password,
    switching_off_asks_for_password_and_code,
    recovery_codes_are_shown_for_ten_minutes_or_until_they_are_put_away,
    switching_on_ends_the_other_sessions,
    an_operator_takes_a_lost_factor_away,
    neither_seed_nor_codes_lie_open_in_the_database,
    every_step_is_in_the_access_log,
);

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

fn problem_at<T>(result: Result<T, ServiceError>, field: &str) -> Option<Problem> {
    Failure::from(result.err()?).of(field).map(|found| found.problem)
}

fn code_form(code: &str) -> OneTimeCodeForm {
    OneTimeCodeForm { one_time_code: code.to_owned() }
}

fn end_form(password: &str, code: &str) -> EndSecondFactorForm {
    EndSecondFactorForm { factor_password: Password::new(password), one_time_code: code.to_owned() }
}

/// An authenticator app that has read a seed.
struct App(Vec<u8>);

impl App {
    /// Begins a factor for somebody and reads its seed.
    async fn begin(world: &World, actor: &Actor) -> TestResult<Self> {
        let form = BeginSecondFactorForm { factor_password: Password::new(PASSWORD) };
        world.services.begin_second_factor(actor, &form).await?;
        let shown = world.services.own_second_factor(actor).await?.to_confirm.ok_or("no seed")?;
        assert!(shown.picture.starts_with("<svg"));
        Ok(Self(BASE32_NOPAD.decode(shown.secret.replace(' ', "").as_bytes())?))
    }

    /// A factor that is on; the clock has moved on to the next code.
    async fn switched_on(world: &World, actor: &Actor) -> TestResult<Self> {
        let app = Self::begin(world, actor).await?;
        world.services.confirm_second_factor(actor, &code_form(&app.code(world, 0))).await?;
        world.pass(30);
        Ok(app)
    }

    /// The code it shows, or did or will show some steps away.
    fn code(&self, world: &World, steps_away: i64) -> String {
        code_at(&self.0, world.services.now().micros() / 30_000_000 + steps_away)
    }
}

async fn first_step(world: &World, name: &str) -> TestResult<Token> {
    match world.services.begin_sign_in(&sign_in_form(name, PASSWORD), &here(), None).await? {
        Entrance::SecondStep(step) => Ok(step),
        Entrance::In(_) => Err("no code was asked for".into()),
    }
}

async fn second_step(world: &World, step: &Token, code: &str) -> Result<SignedIn, ServiceError> {
    world.services.finish_sign_in(&code_form(code), Some(step), &here(), None).await
}

async fn a_factor_is_on_once_a_first_code_came(world: World) -> TestResult {
    let owner = world.owner().await?;
    let wrong = BeginSecondFactorForm { factor_password: Password::new("yanlış bir parola bu") };
    let refused = world.services.begin_second_factor(&owner, &wrong).await;
    assert_eq!(problem_at(refused, "factor_password"), Some(Problem::WrongCredentials));
    let app = App::begin(&world, &owner).await?;
    world.sign_in("ayse", PASSWORD, &here()).await?;
    let refused = world.services.confirm_second_factor(&owner, &code_form(&app.code(&world, 5))).await;
    assert_eq!(problem_at(refused, "one_time_code"), Some(Problem::WrongCode));
    assert!(!world.services.own_second_factor(&owner).await?.is_on);
    world.services.confirm_second_factor(&owner, &code_form(&app.code(&world, 0))).await?;
    let shown = world.services.own_second_factor(&owner).await?;
    assert!(shown.is_on && shown.to_confirm.is_none());
    assert_eq!((shown.fresh_codes.len(), shown.codes_left), (10, 10));
    let again = BeginSecondFactorForm { factor_password: Password::new(PASSWORD) };
    assert_eq!(problem(world.services.begin_second_factor(&owner, &again).await), Some(Problem::AlreadyDone));
    Ok(())
}

async fn a_sign_in_then_asks_for_a_code(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    assert_eq!(problem(world.sign_in("ayse", PASSWORD, &here()).await), Some(Problem::SecondStepNeeded));
    let step = first_step(&world, "ayse").await?;
    assert!(world.actor(&step).await.is_err(), "the cookie between the steps opens nothing");
    let signed_in = second_step(&world, &step, &app.code(&world, 0)).await?;
    assert_eq!(world.actor(&signed_in.cookie).await?.user(), owner.user());
    let nowhere = world.services.finish_sign_in(&code_form("123456"), None, &here(), None).await;
    assert_eq!(problem_at(nowhere, "one_time_code"), Some(Problem::CodeExpired));
    Ok(())
}

async fn a_code_is_accepted_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::begin(&world, &owner).await?;
    let first = app.code(&world, 0);
    world.services.confirm_second_factor(&owner, &code_form(&first)).await?;
    let step = first_step(&world, "ayse").await?;
    assert_eq!(
        problem_at(second_step(&world, &step, &first).await, "one_time_code"),
        Some(Problem::WrongCode)
    );
    world.pass(30);
    let code = app.code(&world, 0);
    second_step(&world, &step, &code).await?;
    let step = first_step(&world, "ayse").await?;
    assert_eq!(
        problem_at(second_step(&world, &step, &code).await, "one_time_code"),
        Some(Problem::WrongCode)
    );
    world.pass(30);
    let (one, other) = (first_step(&world, "ayse").await?, first_step(&world, "ayse").await?);
    let code = app.code(&world, 0);
    let (a, b) = tokio::join!(second_step(&world, &one, &code), second_step(&world, &other, &code));
    assert!(a.is_ok() ^ b.is_ok(), "one of two at once");
    Ok(())
}

async fn a_code_of_the_step_beside_is_accepted_and_two_steps_away_is_not(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    world.pass(300);
    for (away, right) in [(-1, true), (-2, false), (1, true), (2, false)] {
        let step = first_step(&world, "ayse").await?;
        let entered = second_step(&world, &step, &app.code(&world, away)).await;
        assert_eq!(entered.is_ok(), right, "{away}");
    }
    Ok(())
}

async fn a_recovery_code_is_accepted_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    App::switched_on(&world, &owner).await?;
    let codes = world.services.own_second_factor(&owner).await?.fresh_codes;
    let step = first_step(&world, "ayse").await?;
    second_step(&world, &step, &codes[3].to_uppercase()).await?;
    let step = first_step(&world, "ayse").await?;
    let again = second_step(&world, &step, &codes[3]).await;
    assert_eq!(problem_at(again, "one_time_code"), Some(Problem::WrongCode));
    second_step(&world, &step, &codes[4].replace('-', "")).await?;
    assert_eq!(world.services.own_second_factor(&owner).await?.codes_left, 8);
    Ok(())
}

async fn tries_at_a_code_are_bounded_and_a_right_password_buys_none(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    let mut wrong = 0;
    loop {
        // A right password before each code, as somebody has who stole it.
        let begun = world.services.begin_sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await;
        let Ok(Entrance::SecondStep(step)) = begun else { break };
        match problem_at(second_step(&world, &step, &app.code(&world, 9)).await, "one_time_code") {
            Some(Problem::WrongCode) => wrong += 1,
            _ => break,
        }
        assert!(wrong < 5, "tries are not bounded");
    }
    let slowed = world.services.begin_sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await;
    assert_eq!(problem(slowed), Some(Problem::TooManyTries));
    world.pass(15 * 60);
    let step = first_step(&world, "ayse").await?;
    world.pass(15 * 30);
    second_step(&world, &step, &app.code(&world, 0)).await?;
    let step = first_step(&world, "ayse").await?;
    assert_ne!(problem(second_step(&world, &step, "000000").await), Some(Problem::TooManyTries));
    Ok(())
}

async fn a_step_is_worth_nothing_after_ten_minutes_or_another_password(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    let late = first_step(&world, "ayse").await?;
    world.pass(10 * 60);
    let refused = second_step(&world, &late, &app.code(&world, 0)).await;
    assert_eq!(problem_at(refused, "one_time_code"), Some(Problem::CodeExpired));
    let step = first_step(&world, "ayse").await?;
    let new = Password::new("kırk katır mı kırk satır mı");
    let form = domain::accounts::ChangePasswordForm {
        current: Password::new(PASSWORD),
        password: new.clone(),
        password_again: new,
    };
    world.services.change_password(&owner, &form).await?;
    let refused = second_step(&world, &step, &app.code(&world, 0)).await;
    assert_eq!(problem_at(refused, "one_time_code"), Some(Problem::CodeExpired));
    Ok(())
}

async fn switching_off_asks_for_password_and_code(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    let code = app.code(&world, 0);
    let wrong = world.services.end_second_factor(&owner, &end_form("yanlış bir parola bu", &code)).await;
    assert_eq!(problem_at(wrong, "factor_password"), Some(Problem::WrongCredentials));
    let wrong = world.services.end_second_factor(&owner, &end_form(PASSWORD, &app.code(&world, 7))).await;
    assert_eq!(problem_at(wrong, "one_time_code"), Some(Problem::WrongCode));
    assert!(world.services.own_second_factor(&owner).await?.is_on);
    world.services.end_second_factor(&owner, &end_form(PASSWORD, &code)).await?;
    assert!(!world.services.own_second_factor(&owner).await?.is_on);
    world.sign_in("ayse", PASSWORD, &here()).await?;
    let told = world.mails().await?.pop();
    assert!(matches!(told, Some(crate::system_mail::SystemMail::SecondFactorChanged { is_on: false, .. })));
    Ok(())
}

async fn recovery_codes_are_shown_for_ten_minutes_or_until_they_are_put_away(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    world.services.put_recovery_codes_away(&owner).await?;
    let shown = world.services.own_second_factor(&owner).await?;
    assert!(shown.is_on && shown.fresh_codes.is_empty() && shown.codes_left == 10);
    world.services.end_second_factor(&owner, &end_form(PASSWORD, &app.code(&world, 0))).await?;
    App::switched_on(&world, &owner).await?;
    world.pass(10 * 60);
    assert!(world.services.own_second_factor(&owner).await?.fresh_codes.is_empty());
    world.services.purge_expired().await?;
    let kept = storage::second_factors::find(world.db.read(), owner.user()).await?.ok_or("no factor")?;
    assert!(kept.fresh.is_none());
    Ok(())
}

async fn switching_on_ends_the_other_sessions(world: World) -> TestResult {
    world.owner().await?;
    let other = world.sign_in("ayse", PASSWORD, &elsewhere(1)).await?.cookie;
    let this = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    App::switched_on(&world, &world.actor(&this).await?).await?;
    assert!(world.actor(&other).await.is_err());
    world.actor(&this).await?;
    Ok(())
}

async fn an_operator_takes_a_lost_factor_away(world: World) -> TestResult {
    let owner = world.owner().await?;
    let veli = world.member(&owner, "veli", Role::Admin).await?;
    App::switched_on(&world, &veli).await?;
    let form = |login: &str| ResetSecondFactorForm { login: login.to_owned() };
    let refused = world.services.reset_second_factor(&veli, &form("veli")).await;
    assert_eq!(problem(refused), Some(Problem::Forbidden), "only operators do");
    let own = world.services.reset_second_factor(&owner, &form("ayse")).await;
    assert_eq!(problem(own), Some(Problem::Forbidden), "one's own goes by password and code");
    let nobody = world.services.reset_second_factor(&owner, &form("kimse")).await;
    assert_eq!(problem_at(nobody, "login"), Some(Problem::NotFound));
    world.services.reset_second_factor(&owner, &form("veli")).await?;
    world.sign_in("veli", PASSWORD, &here()).await?;
    let rows = storage::audit::of_company(world.db.read(), None, None, 1).await?;
    assert_eq!((rows[0].action.as_str(), rows[0].actor), ("second_factor.reset", owner.user().as_i64()));
    let log = world.services.list_access(&veli).await?;
    assert!(log.iter().any(|line| line.kind == AccessKind::SecondFactorReset && line.address == "local"));
    Ok(())
}

async fn neither_seed_nor_codes_lie_open_in_the_database(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    let codes = world.services.own_second_factor(&owner).await?.fresh_codes;
    let kept = storage::second_factors::find(world.db.read(), owner.user()).await?.ok_or("no factor")?;
    let fresh = kept.fresh.ok_or("no codes to show")?.sealed;
    let typed = BASE32_NOPAD.encode(&app.0);
    for secret in [app.0.as_slice(), typed.as_bytes(), codes[0].as_bytes()] {
        for column in [&kept.seed, &fresh] {
            assert!(!column.windows(secret.len()).any(|part| part == secret));
        }
    }
    Ok(())
}

async fn every_step_is_in_the_access_log(world: World) -> TestResult {
    let owner = world.owner().await?;
    let app = App::switched_on(&world, &owner).await?;
    let codes = world.services.own_second_factor(&owner).await?.fresh_codes;
    let step = first_step(&world, "ayse").await?;
    let _ = second_step(&world, &step, &app.code(&world, 9)).await;
    second_step(&world, &step, &codes[0]).await?;
    world.services.end_second_factor(&owner, &end_form(PASSWORD, &app.code(&world, 0))).await?;
    let mut kinds: Vec<_> =
        world.services.list_access(&owner).await?.into_iter().map(|line| line.kind).collect();
    kinds.reverse();
    let expected = [
        AccessKind::SignedIn,
        AccessKind::SecondFactorOn,
        AccessKind::SecondStepAsked,
        AccessKind::CodeRefused,
        AccessKind::RecoveryCodeUsed,
        AccessKind::SignedIn,
        AccessKind::SecondFactorOff,
    ];
    assert_eq!(kinds, expected);
    Ok(())
}
