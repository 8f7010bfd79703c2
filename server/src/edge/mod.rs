//! The HTTP edge: what stands between a socket and a use case.

mod apart;
mod assets;
mod attachment;
mod back;
mod broken;
mod callbacks;
mod calls;
mod connections;
mod doors;
mod events;
mod exports;
mod health;
mod imports;
mod installed;
mod language;
mod metrics;
mod nul;
mod operator;
mod pages;
mod palette;
mod preferences;
mod proof;
mod refusal;
mod reset;
mod route_class;
mod router;
mod same_site;
mod security_headers;
mod short_link;
mod state;
#[cfg(test)]
mod tests;
mod timeouts;
mod twice;
mod visitor;

pub use connections::serve;
pub use metrics::Metrics;
pub use operator::Operation;
pub use router::router;
pub use state::EdgeState;
pub use twice::Twice;
