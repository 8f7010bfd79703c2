//! Runs what was asked for and reports it.

use bench::Outcome;
use bench::kill::{KillPlan, KillReport, kill_and_check};
use bench::place::Place;
use bench::report::{Figure, Goal, print, quantile, save};

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
    What::Search,
    What::Memory,
    What::Weight,
    What::ColdBuild,
    What::FirstMessage,
];

/// Measures one thing, or all. What was measured before a failure is reported all the same.
pub async fn measure(settings: &Settings, what: Option<What>) -> Outcome {
    std::fs::create_dir_all(&settings.folder)?;
    bench::machine::print(&settings.folder)?;
    let mut all = Vec::new();
    let mut failures = Vec::new();
    let cold = settings.cold || what == Some(What::ColdBuild);
    let settings = &Settings { cold, ..settings.clone() };
    for one in ALL.iter().filter(|one| what.is_none_or(|what| what == **one)) {
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
        gently: false,
    };
    let folder = settings.folder.join("kill");
    let place = match (&settings.postgres, order.on_postgres) {
        (Some(admin), true) => Place::postgres(&folder, admin, "messaging_kill").await?,
        (None, true) => return Err("there is no PostgreSQL: TEST_POSTGRES_URL says where one is".into()),
        (_, false) => Place::sqlite(&folder).await?,
    };
    let database = if place.is_postgres() { "PostgreSQL" } else { "SQLite" };
    let report = kill_and_check(&plan, &place).await?;
    let took = report.took.as_secs_f64();
    println!("seed {}, {} kills in {took:.0} s: {:?}", plan.seed, report.kills, report.verdict);
    report.verdict.check(plan.connections)?;
    place.remove().await?;
    let figures = kill_figures(&report, database);
    print(&figures);
    save(&settings.folder.join("report.json"), &figures)
}

fn kill_figures(report: &KillReport, database: &str) -> Vec<Figure> {
    let resumes: Vec<_> = report.resumes.iter().map(|time| time.as_secs_f64()).collect();
    let wrong = report.verdict.lost.len() + report.verdict.repeated.len();
    let doubts = report.verdict.most_in_doubt as f64;
    let named = |what: &str| format!("kill, {database}: {what}");
    let first_mail = |what: &str, part| {
        let (name, goal) = (named(&format!("restart to first mail, {what}")), Goal::AtMost(2.0));
        if resumes.is_empty() {
            return Figure::missing(name, "s", goal, "no restart had anything to send");
        }
        Figure::new(name, quantile(&resumes, part), "s", goal)
    };
    vec![
        Figure::new(named("deaths"), report.kills as f64, "deaths", Goal::AtLeast(5_000.0)),
        Figure::new(named("messages lost or repeated"), wrong as f64, "messages", Goal::None),
        Figure::new(
            named("most in doubt after one"),
            doubts,
            "attempts",
            Goal::AtMost(f64::from(CONNECTIONS)),
        ),
        first_mail("median", 0.5),
        first_mail("slowest", 1.0),
    ]
}
