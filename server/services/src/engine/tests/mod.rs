//! The engine on real databases, against stand-ins in this process.

mod callbacks;
mod leases;
mod netgsm;
mod rig;
mod running;
mod smtp;
