//! Counters that a change of the schema makes of the messages there are.

use std::error::Error;
use std::time::Duration;

use domain::id::UserId;
use domain::message::{Channel, Outcome, State};
use domain::money::{Currency, Money};
use migrations::Migrator;
use sea_orm::{ConnectionTrait as _, Database};
use sea_orm_migration::MigratorTrait as _;
use storage::ledger::{AuthorCount, NewMessage};

use crate::scene::{COMPANY, Scene, sms};

type TestResult = Result<(), Box<dyn Error>>;

const AUTHOR: UserId = UserId::from_i64(5);

#[tokio::test]
async fn authors_are_counted_from_before_on_sqlite() -> TestResult {
    authors_are_counted_from_before(Scene::sqlite().await).await
}

#[tokio::test]
async fn authors_are_counted_from_before_on_postgres() -> TestResult {
    let Some(scene) = Scene::postgres().await else { return Ok(()) };
    authors_are_counted_from_before(scene).await
}

/// A message in each state, half an hour after midnight in Türkiye, and one that nobody made.
async fn authors_are_counted_from_before(scene: Scene) -> TestResult {
    scene.clock.advance(Duration::from_secs(41_400));
    let cost = Money::new(395, Currency::Try);
    let own = |n| NewMessage { created_by: Some(AUTHOR), cost: Some(cost), ..sms(n) };
    let ids = scene.plan((0..).zip(State::ALL).map(|(n, _)| own(n)).collect()).await?;
    scene.plan_one(sms(99)).await?;
    let db = scene.db.as_ref().ok_or("no database")?;
    let writer = Database::connect(db.url()).await?;
    for (id, state) in ids.iter().zip(State::ALL) {
        let sql = format!("UPDATE messages SET state = {} WHERE id = {}", state.code(), id.as_i64());
        writer.execute_unprepared(&sql).await?;
    }
    let names: Vec<_> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
    let made = names.iter().position(|name| name.ends_with("_create_author_counters"));
    let later = u32::try_from(names.len() - made.ok_or("no such change")?)?;
    Migrator::down(&writer, Some(later)).await?;
    Migrator::up(&writer, None).await?;
    writer.close().await?;
    let count = |author, outcome, total: i64, cost| AuthorCount {
        author,
        channel: Channel::Sms,
        outcome,
        total,
        cost,
    };
    let of_author = Outcome::ALL.iter().map(|outcome| {
        let total = State::ALL.iter().filter(|state| state.outcome() == *outcome).map(|_| 1).sum();
        count(Some(AUTHOR), *outcome, total, Some(Money::new(395 * total, Currency::Try)))
    });
    let expected: Vec<_> = [count(None, Outcome::Waiting, 1, None)].into_iter().chain(of_author).collect();
    let today = scene.now().to_istanbul().date();
    assert_eq!(scene.ledger.author_counts(COMPANY, today, today).await?, expected);
    Ok(())
}
