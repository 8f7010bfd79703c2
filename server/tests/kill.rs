//! The program itself, killed ten times while it sends: nothing is lost, nothing leaves twice.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use bench::Outcome;
use bench::kill::{KillPlan, KillReport, kill_and_check};
use bench::place::Place;

/// Longer than a message is leased for.
const LONGER_THAN_A_LEASE: Duration = Duration::from_secs(32);

fn plan() -> KillPlan {
    KillPlan {
        program: PathBuf::from(env!("CARGO_BIN_EXE_server")),
        messages: 5_000,
        kills: 10,
        connections: 20,
        seed: seed(),
        freeze: None,
        gently: false,
    }
}

/// Another one each time; `KILL_SEED` repeats a run.
fn seed() -> u64 {
    let given = std::env::var("KILL_SEED").ok().and_then(|text| text.parse().ok());
    given.unwrap_or_else(|| SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| u64::from(time.subsec_nanos())))
}

fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("messaging_{name}_{}", std::process::id()))
}

fn database(name: &str) -> String {
    format!("messaging_{name}_{}", std::process::id())
}

async fn run(plan: &KillPlan, place: Place) -> Outcome<KillReport> {
    println!("KILL_SEED={}", plan.seed);
    let report = kill_and_check(plan, &place).await?;
    println!("{report:?}");
    report.verdict.check(plan.connections)?;
    place.remove().await?;
    Ok(report)
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_ten_times_on_sqlite_loses_and_repeats_nothing() -> Outcome {
    let report = run(&plan(), Place::sqlite(&folder("kill")).await?).await?;
    assert_eq!(report.verdict.accepted, 5_000);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_ten_times_on_postgres_loses_and_repeats_nothing() -> Outcome {
    let Ok(admin) = std::env::var("TEST_POSTGRES_URL") else {
        eprintln!("SKIPPED: TEST_POSTGRES_URL is not set, nothing was tested on PostgreSQL");
        return Ok(());
    };
    let place = Place::postgres(&folder("kill_postgres"), &admin, &database("kill")).await?;
    let report = run(&plan(), place).await?;
    assert_eq!(report.verdict.accepted, 5_000);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_and_then_freeze_for_longer_than_a_lease_repeats_nothing() -> Outcome {
    let plan = KillPlan { messages: 1_000, kills: 1, freeze: Some(LONGER_THAN_A_LEASE), ..plan() };
    let report = run(&plan, Place::sqlite(&folder("freeze")).await?).await?;
    assert_eq!(report.verdict.accepted, 1_000);
    Ok(())
}

/// Each server has the time of `Program::stop` to end by itself, and must end well.
async fn restart_gently(place: Place) -> Outcome {
    let report = run(&KillPlan { gently: true, ..plan() }, place).await?;
    assert_eq!((report.verdict.accepted, report.verdict.arrived), (5_000, 5_000));
    assert_eq!(report.verdict.doubted, 0, "what was on the wire was finished");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn restart_ten_times_while_sending_leaves_nothing_in_doubt_on_sqlite() -> Outcome {
    restart_gently(Place::sqlite(&folder("restart")).await?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn restart_ten_times_while_sending_leaves_nothing_in_doubt_on_postgres() -> Outcome {
    let Ok(admin) = std::env::var("TEST_POSTGRES_URL") else {
        eprintln!("SKIPPED: TEST_POSTGRES_URL is not set, nothing was tested on PostgreSQL");
        return Ok(());
    };
    restart_gently(Place::postgres(&folder("restart_postgres"), &admin, &database("restart")).await?).await
}
