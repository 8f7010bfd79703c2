//! Several processes on one PostgreSQL database.

use std::time::Duration;

use domain::campaigns::AudienceForm;
use domain::id::{AccountId, ImportId};
use domain::topic::Topic;
use storage::ids::Ids;

use crate::campaigns::tests::{connect, draft};
use crate::engine::{Engine, EngineConfig};
use crate::testing::{TestResult, World};

/// Far more than it takes; only a failure waits for so long.
const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn pages_of_another_process_hear_of_accounts_campaigns_and_imports() -> TestResult {
    let Some(db) = storage::testing::postgres().await else { return Ok(()) };
    let world = World::new(db).await?;
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let clock = world.clock.clone();
    let other = world.restarted(|config| config.ids = Ids::new(std::sync::Arc::new(clock), 2)).await?;
    let engine = Engine::new(other.clone(), EngineConfig::default());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move { engine.run(async { drop(stopped.await) }).await });
    world.services.sql_ledger().hear_others().await?;

    let (account, import) = (AccountId::from_i64(77), ImportId::from_i64(5));
    let topics = [Topic::Accounts, Topic::Account(account), Topic::Campaigns, Topic::Import(import)];
    let mut page = other.live().listen(owner.company()?, topics.to_vec());
    let mut missing = topics.to_vec();
    let heard = async {
        while !missing.is_empty() {
            // What is said before the other one listens is lost.
            world.services.pause_account(&owner, account).await?;
            world.services.tell(owner.company()?, Topic::Import(import));
            let typed = AudienceForm { typed: "0532 100 00 01".to_owned(), ..AudienceForm::default() };
            draft(&world, &owner, typed, "informational", "Merhaba").await?;
            let Ok(Some(told)) = tokio::time::timeout(LONG / 20, page.next()).await else { continue };
            missing.retain(|topic| !told.contains(topic));
        }
        TestResult::Ok(())
    };
    tokio::time::timeout(LONG, heard).await??;
    let _ = stop.send(());
    tokio::time::timeout(LONG, running).await???;
    Ok(())
}
