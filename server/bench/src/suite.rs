//! Runs what was asked for and reports it.

use bench::Outcome;
use bench::drain::{self, Drained, Encryption};
use bench::kill::{KillPlan, kill_and_check};
use bench::place::Place;
use bench::report::{Figure, Goal, median, print, save};

use crate::options::{KillOrder, Settings, What};

/// BullMQ, pg-boss and graphile-worker with nodemailer: 0.9 to 1.6 thousand a second (engine.md).
const PEER: f64 = 1_600.0;
const CONNECTIONS: u32 = 50;

/// Measures one thing, or all.
pub async fn measure(settings: &Settings, what: Option<What>) -> Outcome {
    std::fs::create_dir_all(&settings.folder)?;
    bench::machine::print(&settings.folder)?;
    let mut figures = Vec::new();
    for one in [What::Smtp, What::Tls, What::Postgres, What::Whatsapp, What::Netgsm] {
        if what.is_none_or(|what| what == one) {
            figures.extend(figure(settings, one).await?);
        }
    }
    print(&figures);
    save(&settings.folder.join("report.json"), &figures)
}

async fn figure(settings: &Settings, what: What) -> Outcome<Option<Figure>> {
    let (name, goal, peer) = match what {
        What::Smtp => ("SMTP drain, SQLite", Goal::AtLeast(10_000.0), Some(PEER)),
        What::Tls => ("SMTP drain with TLS, SQLite", Goal::None, None),
        What::Postgres if settings.postgres.is_none() => return Ok(None),
        What::Postgres => ("SMTP drain, PostgreSQL", Goal::AtLeast(6_000.0), Some(PEER)),
        What::Whatsapp => ("HTTP drain, a call a message, SQLite", Goal::AtLeast(15_000.0), None),
        What::Netgsm => ("HTTP drain, 500 numbers a call, SQLite", Goal::AtLeast(100_000.0), None),
        What::Kill(_) => return Ok(None),
    };
    let mut rates = Vec::new();
    for _ in 0..settings.runs.max(1) {
        let drained = drain(settings, what).await?;
        drained.print(name);
        rates.push(drained.per_second());
    }
    let figure = Figure::new(name, median(&rates), "messages/s", goal);
    Ok(Some(match peer {
        Some(peer) => figure.beside(peer),
        None => figure,
    }))
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

/// Kills servers and says what that came to.
pub async fn kill(settings: &Settings, order: KillOrder) -> Outcome {
    let plan = KillPlan {
        program: settings.server.canonicalize()?,
        messages: order.messages * order.kills,
        kills: order.kills,
        connections: CONNECTIONS,
        seed: order.seed,
        freeze: None,
    };
    let place = Place::sqlite(&settings.folder.join("kill")).await?;
    let report = kill_and_check(&plan, &place).await?;
    println!(
        "seed {}, {} kills in {:.0} s: {:?}",
        plan.seed,
        report.kills,
        report.took.as_secs_f64(),
        report.verdict
    );
    report.verdict.check(plan.connections)?;
    place.remove().await?;
    let resumes: Vec<_> = report.resumes.iter().map(|time| time.as_secs_f64()).collect();
    let slowest = resumes.last().copied().unwrap_or(0.0);
    let figures = [
        Figure::new(format!("{} kills: lost or repeated", order.kills), 0.0, "messages", Goal::None),
        Figure::new("kill: first mail after a restart, median", median(&resumes), "s", Goal::AtMost(2.0)),
        Figure::new("kill: first mail after a restart, slowest", slowest, "s", Goal::AtMost(2.0)),
        Figure::new(
            "kill: most attempts in doubt after one",
            report.verdict.most_in_doubt as f64,
            "attempts",
            Goal::AtMost(f64::from(CONNECTIONS)),
        ),
    ];
    print(&figures);
    save(&settings.folder.join("report.json"), &figures)
}
