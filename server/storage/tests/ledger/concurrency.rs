//! Many at once: workers that claim, and planners of the same batch.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use domain::id::MessageId;
use storage::ledger::{Ledger, Planned};
use storage::{Db, DbOptions, StorageError};

use crate::scene::{COMPANY, Outcome, Scene, ledger_on, texts};

/// Runs a check on SQLite and, where there is one, on PostgreSQL.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() -> super::Outcome { super::$name(super::Scene::sqlite().await).await })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() -> super::Outcome {
                match super::Scene::postgres().await {
                    Some(scene) => super::$name(scene).await,
                    None => Ok(()),
                }
            })+
        }
    };
}

pub(crate) use on_both_databases;

on_both_databases!(
    no_two_workers_get_the_same_message,
    planning_the_same_batch_at_once_writes_it_once,
    small_plans_of_many_callers_do_not_mix,
    what_is_planned_while_months_are_added_is_kept,
);

/// Another process on the same database: its own connections, its own writer.
pub async fn second_process(scene: &Scene) -> Result<Arc<dyn Ledger>, StorageError> {
    let url = scene.db.as_ref().map_or("", |db| db.url());
    let db = Db::open(url, DbOptions { readers: 1, pool: 4, ..DbOptions::default() }).await?;
    Ok(Arc::new(ledger_on(&db, &scene.clock, &scene.ids)))
}

async fn no_two_workers_get_the_same_message(scene: Scene) -> Outcome {
    for part in 0..4 {
        scene.plan(texts(part * 500..(part + 1) * 500)).await?;
    }
    let processes = [Arc::clone(&scene.ledger), second_process(&scene).await?];
    let workers = (0..4u16).map(|worker| {
        let (ledger, order) = (Arc::clone(&processes[usize::from(worker % 2)]), scene.order(worker, 37));
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claimed = ledger.claim(order.clone()).await?;
                if claimed.is_empty() {
                    return Ok::<_, StorageError>(mine);
                }
                assert!(claimed.len() <= 37);
                mine.extend(claimed.into_iter().map(|claimed| claimed.message));
            }
        })
    });
    let mut all: Vec<MessageId> = Vec::new();
    for worker in futures::future::join_all(workers).await {
        all.extend(worker.map_err(|_| StorageError::Panicked)??);
    }
    assert_eq!(all.len(), 2_000);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 2_000);
    Ok(())
}

async fn planning_the_same_batch_at_once_writes_it_once(scene: Scene) -> Outcome {
    let processes = [Arc::clone(&scene.ledger), second_process(&scene).await?];
    let planners = (0..6).map(|planner| {
        let ledger = Arc::clone(&processes[planner % 2]);
        // Each in another order: they must not lock each other in a circle.
        let mut batch = texts(0..300);
        batch.rotate_left(planner * 50);
        tokio::spawn(async move { ledger.plan(batch).await })
    });
    let mut planned: Vec<Planned> = Vec::new();
    for planner in futures::future::join_all(planners).await {
        planned.extend(planner.map_err(|_| StorageError::Panicked)??);
    }
    assert_eq!(planned.iter().filter(|planned| planned.is_new).count(), 300);
    let messages: HashSet<_> = planned.iter().map(|planned| planned.message).collect();
    assert_eq!(messages.len(), 300);
    let today = scene.now().to_istanbul().date();
    let counted: i64 =
        scene.ledger.day_counts(COMPANY, today, today).await?.iter().map(|day| day.total).sum();
    assert_eq!(counted, 300);
    Ok(())
}

async fn small_plans_of_many_callers_do_not_mix(scene: Scene) -> Outcome {
    let callers = (0..60).map(|caller| {
        let ledger = Arc::clone(&scene.ledger);
        let mut batch = texts(caller * 3..caller * 3 + 1 + caller % 3);
        if caller % 10 == 9 {
            batch[0].account = None;
        }
        tokio::spawn(async move { (caller, ledger.plan(batch).await) })
    });
    for caller in futures::future::join_all(callers).await {
        let (caller, planned) = caller.map_err(|_| StorageError::Panicked)?;
        if caller % 10 == 9 {
            assert!(matches!(planned, Err(StorageError::Conflict(_))));
            continue;
        }
        let planned: Vec<_> = planned?.iter().map(|planned| planned.message).collect();
        let bodies = scene.ledger.load_bodies(&planned).await?;
        let recipients: Vec<_> = planned.iter().map(|message| bodies[message].recipient.clone()).collect();
        let own = texts(caller * 3..caller * 3 + 1 + caller % 3);
        assert_eq!(recipients, own.iter().map(|new| new.body.recipient.clone()).collect::<Vec<_>>());
    }
    Ok(())
}

async fn what_is_planned_while_months_are_added_is_kept(scene: Scene) -> Outcome {
    const YEAR: Duration = Duration::from_secs(366 * 86_400);
    const PLANNERS: usize = 4;
    let processes = [Arc::clone(&scene.ledger), second_process(&scene).await?];
    for year in 0..6 {
        scene.clock.advance(YEAR);
        let planners = (0..PLANNERS).map(|planner| {
            let ledger = Arc::clone(&processes[planner % 2]);
            let first = (year * PLANNERS + planner) * 40;
            tokio::spawn(async move {
                for text in texts(first..first + 40) {
                    ledger.plan(vec![text]).await?;
                }
                Ok::<_, StorageError>(())
            })
        });
        let planners = futures::future::join_all(planners);
        let (planned, extended) = tokio::join!(planners, scene.ledger.extend());
        extended?;
        for planner in planned {
            planner.map_err(|_| StorageError::Panicked)??;
        }
    }
    let planned = scene.campaign().await?.into_values().sum::<i64>();
    assert_eq!(planned, 6 * 4 * 40);
    Ok(())
}
