//! How fast a queue full of messages empties, by channel.

mod drained;
mod netgsm;
mod running;
mod smtp;
mod whatsapp;

pub use drained::Drained;
pub use netgsm::netgsm;
pub use smtp::{Encryption, smtp};
pub use whatsapp::whatsapp;
