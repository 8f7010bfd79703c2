use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use domain::id::MessageId;
use domain::message::{Channel, Purpose};
use providers::outbound::OutboundConfig;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use storage::clock::{Clock as _, SystemClock};
use storage::ledger::Body;

use super::blow::{Blow, blows};
use super::trace::{Trace, unfinished};
use super::verdict::Verdict;
use crate::Outcome;
use crate::installation::Installation;
use crate::messages::message;
use crate::place::Place;
use crate::program::Program;

/// Between two looks at the sink.
const GLANCE: Duration = Duration::from_millis(1);
/// A server that has sent nothing for so long is stuck; a lease of its predecessor is over by then.
const PATIENCE: Duration = Duration::from_secs(75);

/// A run.
#[derive(Debug, Clone)]
pub struct KillPlan {
    /// The server to kill.
    pub program: PathBuf,
    pub messages: usize,
    pub kills: usize,
    pub connections: u32,
    /// Chooses the moments.
    pub seed: u64,
    /// How long the last server is frozen in the middle of its work; longer than a lease, or not at all.
    pub freeze: Option<Duration>,
    /// Whether the servers are told to stop instead (SIGTERM), as at an upgrade.
    pub gently: bool,
}

/// What a run showed.
#[derive(Debug)]
pub struct KillReport {
    pub verdict: Verdict,
    pub kills: usize,
    /// From each start after a kill to the first MAIL, where the server lived so long; sorted.
    pub resumes: Vec<Duration>,
    pub took: Duration,
}

/// Lets servers send `messages` mails to a sink in this process and kills them at moments that chance
/// chooses; the last one finishes. Whether all is well is for [`Verdict::check`] to say.
///
/// # Errors
/// A server that does not start, ends by itself, or is stuck.
pub async fn kill_and_check(plan: &KillPlan, place: &Place) -> Outcome<KillReport> {
    let began = Instant::now();
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await?;
    let accepted = prepare(plan, place, sink.addr()).await?;
    let mut run = Run { plan, place, sink, starts: Vec::new() };
    for blow in blows(&mut StdRng::seed_from_u64(plan.seed), plan.messages, plan.kills) {
        run.strike(blow).await?;
    }
    run.finish().await?;
    let db = place.look().await?;
    let trace = Trace::read(&db).await?;
    db.close().await?;
    let verdict = Verdict::of(&accepted, &run.sink.received(), &trace);
    let resumes = run.resumes();
    run.sink.stop().await;
    Ok(KillReport { verdict, kills: plan.kills, resumes, took: began.elapsed() })
}

/// Accepts the messages, before any server starts.
async fn prepare(plan: &KillPlan, place: &Place, sink: SocketAddr) -> Outcome<Vec<MessageId>> {
    let outbound = OutboundConfig { allow: vec![sink], ..OutboundConfig::default() };
    let installation = Installation::make(place, outbound).await?;
    let account = installation.connect_smtp(sink, plan.connections, "none").await?;
    let (company, now) = (installation.company, SystemClock.now());
    let messages = (0..plan.messages).map(|number| {
        let body = Body {
            recipient: format!("kisi{number}@ornek.com.tr"),
            subject: Some(format!("Fatura {number}")),
            text: Some("Faturanız ektedir.".to_owned()),
            ..Body::default()
        };
        // Of a purpose that leaves at any hour.
        message(
            (company, account),
            Channel::Email,
            Purpose::Transactional,
            format!("kill:{number:08}"),
            now,
            body,
        )
    });
    let accepted = installation.plan(messages).await?;
    installation.close().await;
    Ok(accepted)
}

struct Run<'a> {
    plan: &'a KillPlan,
    place: &'a Place,
    sink: SmtpSink,
    starts: Vec<Instant>,
}

impl Run<'_> {
    fn start(&mut self) -> Outcome<Program> {
        let program = Program::start(&self.plan.program, self.place, Some(self.sink.addr()))?;
        self.starts.push(program.started);
        Ok(program)
    }

    /// Starts a server and kills it. Returns when the sink has noticed, too, so that nothing of this
    /// server is taken for a deed of the next.
    async fn strike(&mut self, blow: Blow) -> Outcome {
        let mut program = self.start()?;
        let wait = match blow {
            Blow::Early(wait) => wait,
            Blow::Sending(count, wait) => {
                self.received(&mut program, count).await?;
                wait
            }
        };
        tokio::time::sleep(wait).await;
        if self.plan.gently {
            program.stop().await?
        } else {
            program.kill().await?
        }
        while self.sink.report().open_connections > 0 {
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Waits until the sink has so many messages.
    async fn received(&self, program: &mut Program, count: u64) -> Outcome {
        let (mut last, mut since) = (0, Instant::now());
        loop {
            let now = self.sink.report().accepted;
            if now >= count {
                return Ok(());
            }
            if now != last {
                (last, since) = (now, Instant::now());
            }
            if since.elapsed() > PATIENCE {
                return Err(format!("the server is stuck at {now} of {count} messages").into());
            }
            program.lives()?;
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Lets the last server send what is left, and end.
    async fn finish(&mut self) -> Outcome {
        let mut program = self.start()?;
        if let Some(freeze) = self.plan.freeze {
            self.received(&mut program, self.sink.report().accepted + 1).await?;
            program.freeze().await?;
            tokio::time::sleep(freeze).await;
            program.thaw().await?;
        }
        let db = self.place.look().await?;
        let began = Instant::now();
        while unfinished(&db).await? > 0 {
            program.lives()?;
            if began.elapsed() > 2 * PATIENCE {
                return Err(format!("{} messages never ended", unfinished(&db).await?).into());
            }
            tokio::time::sleep(100 * GLANCE).await;
        }
        db.close().await?;
        program.stop().await
    }

    fn resumes(&self) -> Vec<Duration> {
        let names = self.sink.received();
        let arrivals = names.keys().filter_map(|name| Some(self.sink.arrival(name)?.first));
        let mut arrivals: Vec<_> = arrivals.collect();
        arrivals.sort_unstable();
        let ends = self.starts.iter().skip(1).map(Some).chain([None]);
        // The first start follows no kill.
        let after_kills = self.starts.iter().zip(ends).skip(1);
        let first = after_kills.filter_map(|(start, end)| {
            let first = *arrivals.get(arrivals.partition_point(|at| at < start))?;
            end.is_none_or(|end| first < *end).then(|| first.duration_since(*start))
        });
        let mut resumes: Vec<_> = first.collect();
        resumes.sort_unstable();
        resumes
    }
}
