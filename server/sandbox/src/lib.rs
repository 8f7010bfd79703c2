//! Local stand-ins of the providers, for tests, benchmarks and demo mode: they speak the real
//! wire formats, follow one virtual clock and keep count of everything they accepted.

mod clock;
mod control;
mod faults;
mod http;
mod memory;
mod sandbox;
mod serve;
mod stop;
mod sync;
mod tally;
mod timeline;
mod tls;
mod window;

pub mod graph;
pub mod mutlucell;
pub mod netgsm;
pub mod smtp;

pub use clock::SandboxClock;
pub use faults::{Fault, PlannedFault};
pub use memory::Memory;
pub use sandbox::{Sandbox, SandboxConfig};
pub use tally::{Arrival, Tally};
pub use timeline::Timeline;
pub use tls::TestCertificate;
