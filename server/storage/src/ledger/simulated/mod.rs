//! The ledger in memory: the model the real ones are compared with, and a fast one for tests of services.

mod book;
mod handle;
mod implement;
mod pages;
mod reports;
mod sending;
mod unreached;

pub use handle::SimulatedLedger;
