//! Runs what was asked for and reports it.

use bench::Outcome;
use bench::kill::{KillPlan, KillReport, kill_and_check};
use bench::place::Place;
use bench::report::{Figure, Goal, median, print, save};

use crate::figures::figures;
use crate::options::{KillOrder, Settings, What};

const CONNECTIONS: u32 = 50;
const ALL: &[What] = &[
    What::Smtp,
    What::Tls,
    What::Postgres,
    What::Whatsapp,
    What::Netgsm,
    What::Expansion,
    What::Import,
    What::Accept,
    What::Idle,
    What::Memory,
    What::Weight,
    What::Cold,
];

/// Measures one thing, or all. What was measured before a failure is reported all the same.
pub async fn measure(settings: &Settings, what: Option<What>) -> Outcome {
    std::fs::create_dir_all(&settings.folder)?;
    bench::machine::print(&settings.folder)?;
    let mut all = Vec::new();
    let mut failures = Vec::new();
    for one in
        ALL.iter().filter(|one| what.map_or(settings.cold || **one != What::Cold, |what| what == **one))
    {
        match figures(settings, *one).await {
            Ok(found) => all.extend(found),
            Err(error) => failures.push(format!("{one:?}: {error}")),
        }
    }
    print(&all);
    save(&settings.folder.join("report.json"), &all)?;
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
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
    let took = report.took.as_secs_f64();
    println!("seed {}, {} kills in {took:.0} s: {:?}", plan.seed, report.kills, report.verdict);
    report.verdict.check(plan.connections)?;
    place.remove().await?;
    let figures = kill_figures(&report);
    print(&figures);
    save(&settings.folder.join("report.json"), &figures)
}

fn kill_figures(report: &KillReport) -> Vec<Figure> {
    let resumes: Vec<_> = report.resumes.iter().map(|time| time.as_secs_f64()).collect();
    let slowest = resumes.last().copied().unwrap_or(0.0);
    let wrong = report.verdict.lost.len() + report.verdict.repeated.len();
    let in_doubt = Goal::AtMost(f64::from(CONNECTIONS));
    vec![
        Figure::new("kill: deaths", report.kills as f64, "deaths", Goal::AtLeast(5_000.0)),
        Figure::new("kill: messages lost or repeated", wrong as f64, "messages", Goal::None),
        Figure::new(
            "kill: most in doubt after one",
            report.verdict.most_in_doubt as f64,
            "attempts",
            in_doubt,
        ),
        Figure::new("kill: restart to first mail, median", median(&resumes), "s", Goal::AtMost(2.0)),
        Figure::new("kill: restart to first mail, slowest", slowest, "s", Goal::AtMost(2.0)),
    ]
}
