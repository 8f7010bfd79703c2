//! The engine on real databases, against stand-ins in this process.

mod callbacks;
mod law;
mod leases;
mod netgsm;
mod rig;
mod running;
mod smtp;
mod whatsapp;
