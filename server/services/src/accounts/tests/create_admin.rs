use domain::accounts::{Password, PersonFields, PolicyKind};
use domain::failure::Problem;
use domain::lang::Lang;

use crate::accounts::NewAdmin;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    an_admin_is_an_operator_without_a_company,
    an_admin_closes_the_sign_up,
    refuses_an_easy_password
);

fn admin(password: &str) -> NewAdmin {
    NewAdmin {
        person: PersonFields {
            name: "Deniz".to_owned(),
            username: "deniz".to_owned(),
            email: "deniz@operator.example".to_owned(),
            phone: String::new(),
        },
        password: Password::new(password),
        lang: Lang::En,
    }
}

async fn an_admin_is_an_operator_without_a_company(world: World) -> TestResult {
    let user = world.services.create_admin(admin(PASSWORD)).await?;
    let signed_in = world.sign_in("deniz", PASSWORD, &here()).await?;
    assert_eq!((signed_in.user, signed_in.company), (user, None));
    let actor = world.actor(&signed_in.cookie).await?;
    assert!(actor.is_operator() && actor.company().is_err());
    let due = world.services.policies_to_read(&actor).await?.into_iter().filter(|open| open.is_due);
    let due: Vec<_> = due.map(|open| open.policy.reference.kind).collect();
    assert_eq!(due, [PolicyKind::Terms, PolicyKind::Clarification]);
    assert!(actor.terms_wait());
    Ok(())
}

async fn an_admin_closes_the_sign_up(world: World) -> TestResult {
    world.services.create_admin(admin(PASSWORD)).await?;
    assert!(!world.services.needs_setup().await?);
    let form = world.sign_up_form("ayse").await?;
    let refused = world.services.sign_up(&form, Lang::Tr, &here()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::SignupClosed));
    Ok(())
}

async fn refuses_an_easy_password(world: World) -> TestResult {
    let refused = world.services.create_admin(admin("galatasaray1905")).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::PasswordWeak));
    assert!(world.services.needs_setup().await?);
    Ok(())
}
