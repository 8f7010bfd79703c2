use domain::failure::Problem;
use domain::page::Brand;
use domain::rights::Role;

use crate::error::ServiceError;
use crate::secrets::{KeySource, MasterKeys, SecretsError};
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases, sign_in_form};

on_both_databases!(
    a_restart_finds_what_the_first_run_made,
    refuses_to_start_without_the_key_that_sealed,
    refuses_to_start_with_another_key,
    a_new_master_key_takes_over_and_the_old_one_may_go,
    two_processes_may_start_at_once,
    an_operator_changes_the_brand_and_nobody_else,
);

async fn a_restart_finds_what_the_first_run_made(world: World) -> TestResult {
    world.owner().await?;
    let again = world.restarted(|_| ()).await?;
    again.sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await?;
    assert_eq!(again.created_key_file(), None);
    assert_eq!(again.latest_policies(None, domain::lang::Lang::En).await?.len(), 5);
    Ok(())
}

async fn refuses_to_start_without_the_key_that_sealed(world: World) -> TestResult {
    let path = std::env::temp_dir().join(format!("no-such-key-{}", std::process::id()));
    let refused = world.restarted(|config| config.keys = KeySource::File(path.clone())).await;
    assert!(matches!(refused, Err(ServiceError::Secrets(SecretsError::KeyMissing(_)))));
    assert!(!path.exists());
    Ok(())
}

async fn refuses_to_start_with_another_key(world: World) -> TestResult {
    let other = MasterKeys::generate()?;
    let refused = world.restarted_with(&other).await;
    assert!(matches!(refused, Err(ServiceError::Secrets(SecretsError::KeyUnknown(_)))));
    Ok(())
}

async fn a_new_master_key_takes_over_and_the_old_one_may_go(world: World) -> TestResult {
    world.owner().await?;
    let fresh = MasterKeys::generate()?;
    let rotating = world.restarted_with(&fresh.clone().followed_by(world.keys.clone())).await?;
    assert!(world.restarted_with(&fresh).await.is_err());
    assert_eq!(rotating.rewrap_data_keys(100).await?, 1);
    assert_eq!(rotating.rewrap_data_keys(100).await?, 0);
    let alone = world.restarted_with(&fresh).await?;
    alone.sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await?;
    Ok(())
}

async fn two_processes_may_start_at_once(world: World) -> TestResult {
    let empty = "DELETE FROM policy_versions; DELETE FROM platform_settings; DELETE FROM companies; \
        DELETE FROM data_keys";
    world.execute(empty).await?;
    let (one, two) = tokio::join!(world.restarted(|_| ()), world.restarted(|_| ()));
    let (one, two) = (one?, two?);
    let form = world.sign_up_form("ayse").await?;
    one.sign_up(&form, domain::lang::Lang::Tr, &here()).await?;
    two.sign_in(&sign_in_form("ayse", PASSWORD), &here(), None).await?;
    assert_eq!(two.latest_policies(None, domain::lang::Lang::Tr).await?.len(), 5);
    Ok(())
}

async fn an_operator_changes_the_brand_and_nobody_else(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let brand = Brand { name: "Posta Kutusu".to_owned(), contact: "info@posta.example".to_owned() };
    let refused = world.services.save_brand(&admin, brand.clone()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    world.services.save_brand(&owner, brand.clone()).await?;
    assert_eq!(world.services.brand().await?, brand);
    let empty = Brand { name: " ".to_owned(), ..brand };
    let refused = world.services.save_brand(&owner, empty).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Required));
    Ok(())
}
