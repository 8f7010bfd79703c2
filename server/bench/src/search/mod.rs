//! How fast something is found among a million people and five million messages.

mod fill;
mod questions;

use std::time::Instant;

use providers::outbound::OutboundConfig;

use crate::Outcome;
use crate::installation::Installation;
use crate::place::Place;
use crate::report::quantile;

/// Searches of each kind.
const EACH: u32 = 20;

/// Fills an installation with people and with five messages to each, asks it what people type, and answers
/// how long each search took, in milliseconds; prints the slowest of each kind.
///
/// # Errors
/// The product's, storage's, or a search that finds nothing where there is something.
pub async fn search(place: Place, people: u32) -> Outcome<Vec<f64>> {
    let installation = Installation::make(&place, OutboundConfig::default()).await?;
    fill::fill(&installation, people).await?;
    let (services, owner) = (&installation.services, &installation.owner);
    let mut all = Vec::new();
    for (kind, ask) in questions::QUESTIONS {
        let mut took = Vec::new();
        for turn in 0..EACH {
            let text = ask(turn * 7_919 % people + 1);
            let began = Instant::now();
            let found = services.find(owner, &text).await?;
            // What is read for the first time is not in memory yet.
            if turn > 0 {
                took.push(began.elapsed().as_secs_f64() * 1_000.0);
            }
            if found.is_empty() != (*kind == questions::NOTHING) {
                return Err(format!("{kind}: {text}: {found:?}").into());
            }
        }
        println!("  {kind:<28} p50 {:7.1} ms, slowest {:7.1} ms", quantile(&took, 0.5), quantile(&took, 1.0));
        all.extend(took);
    }
    installation.close().await;
    place.remove().await?;
    Ok(all)
}
