//! The database handle: groups, savepoints, lanes, failures.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};
use storage::db::Work;
use storage::testing::{every_database, sqlite};
use storage::{Db, DbOptions, StorageError};

type Outcome = Result<(), StorageError>;

async fn with_table(db: &Db) -> Outcome {
    db.write(|tx| {
        Box::pin(async move {
            tx.execute_unprepared("CREATE TABLE parents (id BIGINT PRIMARY KEY)").await?;
            let child = "CREATE TABLE children (id BIGINT PRIMARY KEY, parent BIGINT NOT NULL \
                         REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)";
            tx.execute_unprepared(child).await?;
            Ok(())
        })
    })
    .await
}

fn insert(id: i64) -> impl for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, i64> + Send {
    move |tx| {
        Box::pin(async move {
            tx.execute_unprepared(&format!("INSERT INTO parents (id) VALUES ({id})")).await?;
            Ok(id)
        })
    }
}

async fn ids(db: &Db) -> Result<Vec<i64>, StorageError> {
    let query = Statement::from_string(db.backend(), "SELECT id FROM parents ORDER BY id");
    let rows = db.read().query_all_raw(query).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

#[tokio::test]
async fn a_failed_write_undoes_only_itself() -> Outcome {
    for db in every_database().await? {
        with_table(&db).await?;
        let writes = (0..40).map(|n| {
            db.write(move |tx| {
                Box::pin(async move {
                    insert(n)(tx).await?;
                    if n % 4 == 0 { Err(StorageError::Conflict("every fourth")) } else { Ok(n) }
                })
            })
        });
        let results = futures::future::join_all(writes).await;
        let kept: Vec<_> = results.into_iter().filter_map(Result::ok).collect();
        assert_eq!(kept, (0..40).filter(|n| n % 4 != 0).collect::<Vec<_>>());
        assert_eq!(ids(&db).await?, kept);
    }
    Ok(())
}

#[tokio::test]
async fn a_failed_commit_fails_the_whole_group_and_no_later_one() -> Outcome {
    let db = sqlite().await;
    with_table(&db).await?;
    let orphan = db.write(|tx| {
        Box::pin(async move {
            tx.execute_unprepared("INSERT INTO children (id, parent) VALUES (1, 99)").await?;
            Ok(())
        })
    });
    // Polled in this order without a break between them, so they share a group.
    let (orphan, innocent) = tokio::join!(orphan, db.write(insert(1)));
    assert!(matches!(orphan, Err(StorageError::Database(_))));
    assert!(matches!(innocent, Err(StorageError::Database(_))));
    assert_eq!(db.write(insert(2)).await?, 2);
    assert_eq!(ids(&db).await?, [2]);
    Ok(())
}

#[tokio::test]
async fn a_panicking_write_is_rolled_back_and_the_writer_lives_on() -> Outcome {
    let db = sqlite().await;
    with_table(&db).await?;
    let panicked: Result<(), _> = db
        .write(|tx| {
            Box::pin(async move {
                insert(1)(tx).await?;
                panic!("on purpose")
            })
        })
        .await;
    assert!(matches!(panicked, Err(StorageError::Panicked)));
    db.write(insert(2)).await?;
    assert_eq!(ids(&db).await?, [2]);
    Ok(())
}

fn note(
    order: &Arc<Mutex<Vec<&'static str>>>,
    name: &'static str,
) -> impl for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, ()> + Send + use<> {
    let order = Arc::clone(order);
    move |_| {
        Box::pin(async move {
            order.lock().map_err(|_| StorageError::Panicked)?.push(name);
            Ok(())
        })
    }
}

#[tokio::test]
async fn the_engine_goes_first() -> Outcome {
    let db = sqlite().await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let note = |name| note(&order, name);
    let writes =
        tokio::join!(db.write(note("first")), db.write(note("page")), db.write_engine(note("engine")));
    writes.0.and(writes.1).and(writes.2)?;
    let order = order.lock().map_err(|_| StorageError::Panicked)?;
    assert_eq!(*order, ["engine", "first", "page"]);
    Ok(())
}

#[tokio::test]
async fn an_ordinary_write_gets_into_every_group_of_a_busy_engine() -> Outcome {
    let options = DbOptions { group_jobs: 2, ..DbOptions::default() };
    let test = sqlite().await;
    let db = Db::open(test.url(), options).await?;
    let ran = Arc::new(AtomicUsize::new(0));
    let engine = (0..20).map(|_| {
        let ran = Arc::clone(&ran);
        db.write_engine(move |_| {
            Box::pin(async move {
                ran.fetch_add(1, Ordering::SeqCst);
                Ok(())
            })
        })
    });
    let seen = Arc::clone(&ran);
    let page = db.write(move |_| Box::pin(async move { Ok(seen.load(Ordering::SeqCst)) }));
    let (_, before_page) = tokio::join!(futures::future::join_all(engine), page);
    assert_eq!(before_page?, 2);
    db.close().await;
    Ok(())
}

#[tokio::test]
async fn readers_cannot_write() -> Outcome {
    let db = sqlite().await;
    let refused = db.read().execute_unprepared("CREATE TABLE sneaked (id BIGINT)").await;
    assert!(refused.is_err());
    Ok(())
}

#[tokio::test]
async fn a_duplicate_is_recognised() -> Outcome {
    for db in every_database().await? {
        with_table(&db).await?;
        db.write(insert(1)).await?;
        let again = db.write(insert(1)).await;
        assert!(again.is_err_and(|error| error.is_duplicate()));
    }
    Ok(())
}

#[tokio::test]
async fn a_closed_database_has_written_what_waited_and_refuses_more() -> Outcome {
    let mut db = sqlite().await;
    with_table(&db).await?;
    let (written, ()) = tokio::join!(db.write(insert(1)), db.close());
    assert_eq!(written?, 1);
    assert!(matches!(db.write(insert(2)).await, Err(StorageError::Closed)));
    db.reopen().await?;
    assert_eq!(ids(&db).await?, [1]);
    Ok(())
}

#[tokio::test]
async fn another_address_is_refused() {
    let opened = Db::open("mysql://localhost/x", DbOptions::default()).await;
    assert!(matches!(opened, Err(StorageError::Address)));
}
