use std::time::{Duration, Instant};

use services::Services;
use services::engine::{Engine, EngineConfig};
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::background::THREAD;
use crate::machine::processor_time;

const GLANCE: Duration = Duration::from_millis(2);
/// Nothing arrived for so long: stuck.
const PATIENCE: Duration = Duration::from_secs(30);

/// The engine as the server runs it. Runs it until `arrived` says `all`, and
/// answers the processor time of the product and of the stand-ins meanwhile.
pub(super) async fn run_until(
    services: &Services,
    alone: bool,
    all: u64,
    arrived: impl Fn() -> u64,
) -> Outcome<(Duration, Duration)> {
    let config = EngineConfig { alone, ..EngineConfig::default() };
    let engine = Engine::new(services.clone(), config);
    let stop = CancellationToken::new();
    let before = processor_time(THREAD);
    let running = tokio::spawn({
        let stop = stop.clone();
        async move { engine.run(stop.cancelled_owned()).await }
    });
    let outcome = wait(all, arrived).await;
    let after = processor_time(THREAD);
    stop.cancel();
    running.await??;
    outcome?;
    let stand_in = after.0.saturating_sub(before.0);
    Ok((after.1.saturating_sub(before.1).saturating_sub(stand_in), stand_in))
}

async fn wait(all: u64, arrived: impl Fn() -> u64) -> Outcome {
    let (mut last, mut since) = (0, Instant::now());
    loop {
        let now = arrived();
        if now >= all {
            return Ok(());
        }
        if now > last {
            (last, since) = (now, Instant::now());
        }
        if since.elapsed() > PATIENCE {
            return Err(format!("stuck at {now} of {all}").into());
        }
        tokio::time::sleep(GLANCE).await;
    }
}
