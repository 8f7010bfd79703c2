use domain::failure::Problem;
use domain::message::Channel;
use domain::messages::SendMessageForm;
use domain::operator::{DatabaseKind, OperatorProfileForm, QueueRow};
use domain::page::Brand;
use domain::rights::Role;
use domain::time::Timestamp;

use crate::backups::BackupState;
use crate::error::ServiceError;
use crate::secrets::{KeySource, MasterKeys, SecretsError};
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases, sign_in_form};

on_both_databases!(
    a_restart_finds_what_the_first_run_made,
    refuses_to_start_without_the_key_that_sealed,
    refuses_to_start_with_another_key,
    a_new_master_key_takes_over_and_the_old_one_may_go,
    two_processes_may_start_at_once,
    only_operators_see_keys_and_state,
    an_operator_changes_who_operates_and_nobody_else,
    the_state_tells_what_has_not_left_and_how_the_backups_stand,
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
    let owner = world.owner().await?;
    let fresh = MasterKeys::generate()?;
    let rotating = world.restarted_with(&fresh.clone().followed_by(world.keys.clone())).await?;
    assert!(world.restarted_with(&fresh).await.is_err());
    let [new, old] = [&fresh, &world.keys].map(|keys| keys.active().id().to_string());
    let told = async || -> TestResult<Vec<(String, bool, bool, u64)>> {
        let keys = rotating.sealing_keys(&owner).await?;
        let rows = keys.masters.into_iter().map(|row| (row.name, row.is_active, row.is_loaded, row.keys));
        Ok(rows.collect())
    };
    assert_eq!(told().await?, [(new.clone(), true, true, 0), (old.clone(), false, true, 1)]);
    assert_eq!(rotating.rewrap_data_keys(&owner).await?, 1);
    assert_eq!(told().await?, [(new.clone(), true, true, 1), (old, false, true, 0)]);
    assert_eq!(rotating.rewrap_data_keys(&owner).await?, 0);
    let entries = storage::audit::of_company(world.db.read(), None, None, 10).await?;
    let noted: Vec<_> = entries.iter().filter(|entry| entry.action == "platform.keys_rewrapped").collect();
    assert!(noted.len() == 1 && noted[0].target == new, "{noted:?}");
    let lost = world.services.sealing_keys(&owner).await?;
    assert!(lost.masters.iter().any(|row| row.name == new && !row.is_loaded), "{lost:?}");
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

async fn only_operators_see_keys_and_state(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let services = &world.services;
    let refused = [
        services.sealing_keys(&admin).await.err(),
        services.rewrap_data_keys(&admin).await.err(),
        services.installation(&admin, None).await.err(),
        services.operator_profile(&admin).await.err(),
        services.verify_audit_chains(&admin).await.err(),
    ];
    for (place, refused) in refused.into_iter().enumerate() {
        assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden), "{place}");
    }
    Ok(())
}

async fn an_operator_changes_who_operates_and_nobody_else(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let form = OperatorProfileForm {
        name: " Posta Kutusu ".to_owned(),
        contact: "info@posta.example".to_owned(),
        trade_name: "Posta Kutusu A.Ş.".to_owned(),
        mersis: "0123-4567-8900-0015".to_owned(),
        ..OperatorProfileForm::default()
    };
    let refused = world.services.save_operator_profile(&admin, &form).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    world.services.save_operator_profile(&owner, &form).await?;
    let brand = Brand { name: "Posta Kutusu".to_owned(), contact: "info@posta.example".to_owned() };
    assert_eq!(world.services.brand().await?, brand);
    let legal = world.services.operator_profile(&owner).await?.legal;
    assert_eq!((legal.trade_name.as_str(), legal.mersis.as_str()), ("Posta Kutusu A.Ş.", "0123456789000015"));
    assert_eq!((legal.address.as_str(), legal.kep.as_str()), ("", ""));
    let empty = OperatorProfileForm { name: " ".to_owned(), ..form };
    let refused = world.services.save_operator_profile(&owner, &empty).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Required));
    Ok(())
}

async fn the_state_tells_what_has_not_left_and_how_the_backups_stand(world: World) -> TestResult {
    let owner = world.owner().await?;
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    };
    world.services.send_message(&owner, &form).await?;
    let newest = Timestamp::from_seconds(1_795_000_000);
    let backups = BackupState {
        newest: Some(newest),
        bytes: 7,
        checked: true,
        failed: Some("/secret/path: no space".to_owned()),
        due: newest,
    };
    let state = world.services.installation(&owner, Some(backups)).await?;
    let kind = if world.db.has_one_writer() { DatabaseKind::Sqlite } else { DatabaseKind::Postgres };
    assert_eq!((state.database, state.sends_mail), (kind, false));
    assert!(state.database_bytes > 100_000, "{}", state.database_bytes);
    // Without an account it is held.
    let sms = QueueRow { channel: Channel::Sms, waiting: 0, held: 1, in_doubt: 0 };
    assert_eq!((state.queue.len(), state.queue[0]), (Channel::ALL.len(), sms));
    let told = state.backups.ok_or("no backups")?;
    assert_eq!((told.newest, told.bytes, told.checked, told.failed), (Some(newest), 7, true, true));
    assert_eq!(world.services.installation(&owner, None).await?.backups, None);
    Ok(())
}
