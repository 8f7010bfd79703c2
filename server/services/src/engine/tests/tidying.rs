//! What the law and the data map promise to forget is forgotten by the program itself.

use std::collections::BTreeMap;

use domain::accounts::RequestResetForm;
use domain::failure::{Failure, Problem};
use sea_orm::{ConnectionTrait, Statement};

use crate::engine::{Engine, EngineConfig};
use crate::testing::{TestResult, World, here, on_both_databases};

on_both_databases!(what_has_run_out_is_forgotten);

const TABLES: [&str; 5] = ["sessions", "sign_in_tries", "password_resets", "form_drafts", "access_log"];

async fn rows(world: &World, table: &str) -> TestResult<i64> {
    let read = world.services.db().read();
    let count = format!("SELECT COUNT(*) AS n FROM {table}");
    let count = Statement::from_string(read.get_database_backend(), count);
    Ok(read.query_one_raw(count).await?.ok_or("no count")?.try_get("", "n")?)
}

async fn what_has_run_out_is_forgotten(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    assert!(world.sign_in("ayse", "yanlis-bir-sifre", &here()).await.is_err());
    let form = RequestResetForm { login: "ayse".to_owned() };
    services.request_password_reset(&form, &here()).await?;
    let failure = Failure::new(Problem::Invalid);
    services.keep_draft(Some(&owner), "/x", BTreeMap::new(), &failure).await?;
    let engine = Engine::new(services.clone(), EngineConfig::default());
    engine.look_after().await?;
    for table in TABLES {
        assert!(rows(&world, table).await? > 0, "{table} has nothing to forget");
    }
    world.pass(3_601);
    engine.look_after().await?;
    assert_eq!(rows(&world, "form_drafts").await?, 0);
    assert!(rows(&world, "access_log").await? > 0);
    world.pass(366 * 86_400);
    engine.look_after().await?;
    for table in TABLES {
        assert_eq!(rows(&world, table).await?, 0, "{table}");
    }
    Ok(())
}
