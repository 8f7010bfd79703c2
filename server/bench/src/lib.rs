//! Benchmarks, and the harness that kills a server again and again to see whether messages are lost or
//! repeated. The measurements are told in docs/performance.md.

pub mod background;
pub mod cold;
pub mod drain;
pub mod expansion;
pub mod idle;
pub mod import;
pub mod installation;
pub mod kill;
pub mod machine;
pub mod memory;
pub mod messages;
pub mod noted;
pub mod place;
mod program;
pub mod report;
pub mod search;
pub mod weight;

/// What goes wrong around a measurement ends it with words for a person.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
