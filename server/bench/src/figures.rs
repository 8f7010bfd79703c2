//! Each benchmark's figures, with their goals from engine.md and ui.md.

use std::time::Duration;

use bench::Outcome;
use bench::drain::{self, Drained, Encryption};
use bench::noted::Noted;
use bench::place::Place;
use bench::report::{Figure, Goal, median, quantile};
use bench::{cold, expansion, idle, import, memory, search, weight};

use crate::options::{Settings, What};

/// BullMQ, pg-boss and graphile-worker with nodemailer: 0.9 to 1.6 thousand a second.
const PEER: f64 = 1_600.0;

const NO_POSTGRES: &str = "no PostgreSQL: .ci/postgres starts one";

pub async fn figures(settings: &Settings, what: What) -> Outcome<Vec<Figure>> {
    match what {
        What::Smtp => {
            drained(settings, what, "SMTP drain, SQLite", Goal::AtLeast(10_000.0), Some(PEER)).await
        }
        What::Tls => drained(settings, what, "SMTP drain with TLS, SQLite", Goal::None, None).await,
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
        What::Search => found(settings).await,
        What::Memory => kept(settings).await,
        What::Weight => Ok(weighed()),
        What::ColdBuild => built(settings),
        What::FirstMessage => Ok(vec![first_message(settings)]),
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
    if what == What::Postgres && settings.postgres.is_none() {
        return Ok(vec![Figure::missing(name, "messages/s", goal, NO_POSTGRES)]);
    }
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
    let figure = Figure::new("contact import, SQLite", median(&rates), "rows/s", Goal::AtLeast(100_000.0));
    Ok(vec![figure, imported_on_postgres(settings).await?])
}

async fn imported_on_postgres(settings: &Settings) -> Outcome<Figure> {
    let (name, goal) = ("contact import, PostgreSQL", Goal::AtLeast(50_000.0));
    let Some(admin) = &settings.postgres else {
        return Ok(Figure::missing(name, "rows/s", goal, NO_POSTGRES));
    };
    let mut rates = Vec::new();
    for _ in 0..settings.runs.max(1) {
        let place = Place::postgres(&settings.folder.join("import"), admin, "messaging_bench").await?;
        let took = import::import(place, settings.size).await?;
        rates.push(settings.size as f64 / took.as_secs_f64());
    }
    Ok(Figure::new(name, median(&rates), "rows/s", goal))
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

async fn found(settings: &Settings) -> Outcome<Vec<Figure>> {
    let people = u32::try_from(settings.size * 10)?;
    let goal = Goal::AtMost(50.0);
    let figure = |name, waits: &[f64]| Figure::new(name, quantile(waits, 0.95), "ms", goal);
    let on_sqlite = search::search(sqlite(settings, "search").await?, people).await?;
    let on_sqlite = figure("search among people and messages, SQLite, p95", &on_sqlite);
    let name = "search among people and messages, PostgreSQL, p95";
    let Some(admin) = &settings.postgres else {
        return Ok(vec![on_sqlite, Figure::missing(name, "ms", goal, NO_POSTGRES)]);
    };
    let place = Place::postgres(&settings.folder.join("search"), admin, "messaging_bench").await?;
    Ok(vec![on_sqlite, figure(name, &search::search(place, people).await?)])
}

async fn kept(settings: &Settings) -> Outcome<Vec<Figure>> {
    let (name, goal) = ("memory of the idle server", Goal::AtMost(20.0));
    let Ok(server) = settings.server.canonicalize() else {
        return Ok(vec![Figure::missing(name, "MB", goal, "no release server: make build")]);
    };
    let (mut idle, mut peak) = (Vec::new(), Vec::new());
    for _ in 0..settings.runs.max(1) {
        let place = sqlite(settings, "memory").await?;
        let memory = memory::memory(&server, place, Duration::from_secs(settings.idle)).await?;
        idle.push(memory.idle);
        peak.push(memory.peak);
    }
    Ok(vec![
        Figure::new(name, median(&idle), "MB", goal),
        Figure::new("memory of that server, peak", median(&peak), "MB", Goal::None),
    ])
}

fn weighed() -> Vec<Figure> {
    let named = |what: &str| format!("weight: {what}");
    match weight::weights() {
        Ok(weights) => weights
            .iter()
            .map(|one| Figure::new(named(&one.what), one.bytes, "bytes", Goal::AtMost(one.limit)))
            .collect(),
        Err(error) => {
            let lacks = format!("{error}: make build");
            vec![Figure::missing(named("all pages"), "bytes", Goal::None, lacks)]
        }
    }
}

fn built(settings: &Settings) -> Outcome<Vec<Figure>> {
    let (name, goal, note) = ("cold build", Goal::AtMost(20.0), settings.folder.join("cold_build.json"));
    let minutes = if settings.cold {
        Some(cold::cold_build(&settings.folder.join("cold"), &note)?)
    } else {
        cold::last(&note)
    };
    let lacks = "never measured here: make bench ARGS=cold-build";
    let figure = minutes.map(|minutes| Figure::new(name, minutes, "minutes", goal));
    Ok(vec![figure.unwrap_or_else(|| Figure::missing(name, "minutes", goal, lacks))])
}

/// The browser measures it, and leaves a file.
fn first_message(settings: &Settings) -> Figure {
    let (name, goal) = ("first page to first report", Goal::AtMost(300.0));
    match Noted::read(&settings.folder.join("first_message.json")) {
        Some(noted) => Figure::new(name, noted.seconds, "s", goal),
        None => {
            Figure::missing(name, "s", goal, "never measured here: .ci/end2end --config measure.config.ts")
        }
    }
}

async fn sqlite(settings: &Settings, name: &str) -> Outcome<Place> {
    Place::sqlite(&settings.folder.join(name)).await
}
