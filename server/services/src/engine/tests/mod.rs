//! The engine on real databases, against stand-ins in this process.

mod rig;
mod smtp;
