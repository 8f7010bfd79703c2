//! What companies may plan, what they have planned, and what launched campaigns have reserved.

mod admission;
mod entity;
mod queries;
mod reservation;
mod usage;
mod used;

pub use queries::{find, save};
pub use reservation::{release, reserve};
pub use used::used;

pub(crate) use admission::{Asks, Gate};
pub(crate) use reservation::draw;
pub(crate) use usage::{Charge, Usage};
