use domain::accounts::{Password, PolicyAct, PolicyKind};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::lang::Lang;
use domain::operator::ChainState;
use domain::rights::{Right, Role};
use storage::policies::acts_of;

use crate::testing::{TestResult, World, here, on_both_databases};

on_both_databases!(
    the_first_user_becomes_operator_and_owner,
    sign_up_closes_after_the_first_user,
    two_first_users_at_once_make_one,
    an_open_sign_up_makes_no_second_operator,
    clarification_is_shown_and_terms_are_accepted,
    refuses_terms_that_are_not_the_latest,
    refuses_a_password_made_of_the_company_name,
);

async fn the_first_user_becomes_operator_and_owner(world: World) -> TestResult {
    assert!(world.services.needs_setup().await?);
    let owner = world.owner().await?;
    assert!(owner.is_operator());
    let company = owner.require(Right::ManageCompany)?;
    let seat = owner.seat().ok_or("no seat")?;
    assert_eq!((seat.role, seat.mode), (Role::Owner, CompanyMode::Test));
    assert!(!world.services.needs_setup().await?);
    assert_eq!(world.services.verify_audit_chain(Some(company)).await?, ChainState::Whole(1));
    Ok(())
}

async fn sign_up_closes_after_the_first_user(world: World) -> TestResult {
    world.owner().await?;
    let form = world.sign_up_form("mehmet").await?;
    let refused = world.services.sign_up(&form, Lang::Tr, &here()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::SignupClosed));
    Ok(())
}

async fn two_first_users_at_once_make_one(world: World) -> TestResult {
    let [one, two] = [world.sign_up_form("ayse").await?, world.sign_up_form("zeynep").await?];
    let origin = here();
    let (first, second) = tokio::join!(
        world.services.sign_up(&one, Lang::Tr, &origin),
        world.services.sign_up(&two, Lang::Tr, &origin),
    );
    let problems: Vec<_> = [first, second].into_iter().filter_map(Result::err).map(|e| e.problem()).collect();
    assert_eq!(problems, [Some(Problem::SignupClosed)]);
    Ok(())
}

async fn an_open_sign_up_makes_no_second_operator(world: World) -> TestResult {
    world.owner().await?;
    let open = world.restarted(|config| config.open_signup = true).await?;
    let form = world.sign_up_form("mehmet").await?;
    let second = open.sign_up(&form, Lang::Tr, &here()).await?;
    let actor = world.actor(&second.cookie).await?;
    assert!(!actor.is_operator() && actor.seat().is_some_and(|seat| seat.role == Role::Owner));
    let taken = open.sign_up(&form, Lang::Tr, &here()).await.err();
    let failure = domain::failure::Failure::from(taken.ok_or("a name was taken twice")?);
    assert!(failure.of("username").is_some() && failure.of("email").is_some(), "{failure:?}");
    Ok(())
}

async fn clarification_is_shown_and_terms_are_accepted(world: World) -> TestResult {
    let owner = world.owner().await?;
    let acts = acts_of(world.db.read(), owner.user()).await?;
    let mut found = Vec::new();
    for policy in world.services.latest_policies(None, Lang::Tr).await? {
        let of_it = acts.iter().filter(|act| act.policy == policy.reference.id);
        found.extend(of_it.map(|act| (policy.reference.kind, act.act)));
    }
    assert_eq!(
        found,
        [(PolicyKind::Terms, PolicyAct::Accepted), (PolicyKind::Clarification, PolicyAct::Shown)]
    );
    assert!(acts.iter().all(|act| act.text_sha256.len() == 32 && act.address == "192.0.2.1"));
    Ok(())
}

async fn refuses_terms_that_are_not_the_latest(world: World) -> TestResult {
    let mut form = world.sign_up_form("ayse").await?;
    form.terms.clone_from(&form.clarification);
    let refused = world.services.sign_up(&form, Lang::Tr, &here()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Conflict));
    assert!(world.services.needs_setup().await?);
    Ok(())
}

async fn refuses_a_password_made_of_the_company_name(world: World) -> TestResult {
    let mut form = world.sign_up_form("ayse").await?;
    form.company_name = "Gökkuşağı Tekstil".to_owned();
    form.password = Password::new("gökkuşağıtekstil1");
    form.password_again = form.password.clone();
    let refused = world.services.sign_up(&form, Lang::Tr, &here()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::PasswordWeak));
    Ok(())
}
