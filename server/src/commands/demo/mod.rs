//! The demo: a company in test mode with accounts on the stand-ins, so that the first visitor can send.

mod past;
mod people;
mod prepare;

pub use prepare::prepare;
