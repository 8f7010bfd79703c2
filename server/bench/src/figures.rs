//! Each benchmark's figures, with their goals from engine.md and ui.md.

use std::time::Duration;

use bench::Outcome;
use bench::drain::{self, Drained, Encryption};
use bench::place::Place;
use bench::report::{Figure, Goal, median, quantile};
use bench::{cold, expansion, idle, import, memory, weight};

use crate::options::{Settings, What};

/// BullMQ, pg-boss and graphile-worker with nodemailer: 0.9 to 1.6 thousand a second.
const PEER: f64 = 1_600.0;

pub async fn figures(settings: &Settings, what: What) -> Outcome<Vec<Figure>> {
    match what {
        What::Smtp => {
            drained(settings, what, "SMTP drain, SQLite", Goal::AtLeast(10_000.0), Some(PEER)).await
        }
        What::Tls => drained(settings, what, "SMTP drain with TLS, SQLite", Goal::None, None).await,
        What::Postgres if settings.postgres.is_none() => Ok(Vec::new()),
        What::Postgres => {
            drained(settings, what, "SMTP drain, PostgreSQL", Goal::AtLeast(6_000.0), Some(PEER)).await
        }
        What::Whatsapp => {
            drained(settings, what, "HTTP drain, a call a message", Goal::AtLeast(15_000.0), None).await
        }
        What::Netgsm => {
            drained(settings, what, "HTTP drain, 500 numbers a call", Goal::AtLeast(100_000.0), None).await
        }
        What::Expansion => expanded(settings).await,
        What::Import => imported(settings).await,
        What::Accept => accepted(settings).await,
        What::Idle => left(settings).await,
        What::Memory => kept(settings).await,
        What::Weight => weight::weights().map(|weights| weights.into_iter().map(weighed).collect()),
        What::Cold => built(settings),
        What::Kill(_) => Ok(Vec::new()),
    }
}

async fn drained(
    settings: &Settings,
    what: What,
    name: &str,
    goal: Goal,
    peer: Option<f64>,
) -> Outcome<Vec<Figure>> {
    let mut rates = Vec::new();
    for _ in 0..settings.runs.max(1) {
        let drained = drain(settings, what).await?;
        drained.print(name);
        rates.push(drained.per_second());
    }
    let figure = Figure::new(name, median(&rates), "messages/s", goal);
    Ok(vec![Figure { peer, ..figure }])
}

async fn drain(settings: &Settings, what: What) -> Outcome<Drained> {
    let folder = settings.folder.join("drain");
    let place = match &settings.postgres {
        Some(admin) if what == What::Postgres => Place::postgres(&folder, admin, "messaging_bench").await?,
        _ => Place::sqlite(&folder).await?,
    };
    match what {
        What::Tls => drain::smtp(place, settings.size, Encryption::Tls).await,
        What::Whatsapp => drain::whatsapp(place, settings.size).await,
        What::Netgsm => drain::netgsm(place, settings.size).await,
        _ => drain::smtp(place, settings.size, Encryption::None).await,
    }
}

async fn expanded(settings: &Settings) -> Outcome<Vec<Figure>> {
    let mut rates = Vec::new();
    for _ in 0..settings.runs.max(1) {
        let took = expansion::expansion(sqlite(settings, "expansion").await?, settings.size).await?;
        rates.push(settings.size as f64 / took.as_secs_f64());
    }
    let goal = Goal::AtLeast(200_000.0);
    Ok(vec![Figure::new("campaign expansion, typed audience", median(&rates), "rows/s", goal)])
}

async fn imported(settings: &Settings) -> Outcome<Vec<Figure>> {
    let mut rates = Vec::new();
    for _ in 0..settings.runs.max(1) {
        let took = import::import(sqlite(settings, "import").await?, settings.size).await?;
        rates.push(settings.size as f64 / took.as_secs_f64());
    }
    let goal = Goal::AtLeast(100_000.0);
    Ok(vec![Figure::new("contact import, SQLite", median(&rates), "rows/s", goal)])
}

async fn accepted(settings: &Settings) -> Outcome<Vec<Figure>> {
    let count = settings.size / 5;
    let mut rates = Vec::new();
    for _ in 0..settings.runs.max(1) {
        let took = idle::accept(sqlite(settings, "accept").await?, count).await?;
        rates.push(count as f64 / took.as_secs_f64());
    }
    let goal = Goal::AtLeast(5_000.0);
    Ok(vec![Figure::new("accept, one message a call, by the verb", median(&rates), "messages/s", goal)])
}

async fn left(settings: &Settings) -> Outcome<Vec<Figure>> {
    let count = (settings.size / 100).clamp(10, 1_000);
    let waits = idle::accept_to_wire(sqlite(settings, "idle").await?, count).await?;
    let figure = |name, part, goal| Figure::new(name, quantile(&waits, part), "ms", Goal::AtMost(goal));
    Ok(vec![
        figure("accept to wire when idle, p50", 0.5, 5.0),
        figure("accept to wire when idle, p99", 0.99, 20.0),
    ])
}

async fn kept(settings: &Settings) -> Outcome<Vec<Figure>> {
    let server = settings.server.canonicalize()?;
    let (mut idle, mut peak) = (Vec::new(), Vec::new());
    for _ in 0..settings.runs.max(1) {
        let place = sqlite(settings, "memory").await?;
        let memory = memory::memory(&server, place, Duration::from_secs(settings.idle)).await?;
        idle.push(memory.idle);
        peak.push(memory.peak);
    }
    Ok(vec![
        Figure::new("memory of the idle server", median(&idle), "MB", Goal::AtMost(20.0)),
        Figure::new("memory of that server, peak", median(&peak), "MB", Goal::None),
    ])
}

fn weighed(weight: weight::Weight) -> Figure {
    Figure::new(format!("weight: {}", weight.what), weight.bytes, "bytes", Goal::AtMost(weight.limit))
}

fn built(settings: &Settings) -> Outcome<Vec<Figure>> {
    let minutes = cold::cold_build(&settings.folder.join("cold"))?.as_secs_f64() / 60.0;
    Ok(vec![Figure::new("cold build", minutes, "minutes", Goal::AtMost(20.0))])
}

async fn sqlite(settings: &Settings, name: &str) -> Outcome<Place> {
    Place::sqlite(&settings.folder.join(name)).await
}
