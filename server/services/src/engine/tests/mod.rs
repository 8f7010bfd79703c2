//! The engine on real databases, against stand-ins in this process.

mod asking;
mod balance;
mod callbacks;
mod campaigns;
mod dead;
mod hearing;
mod hours;
mod law;
mod leases;
mod netgsm;
mod panics;
mod rig;
mod running;
mod smtp;
mod tidying;
mod whatsapp;
mod window;
