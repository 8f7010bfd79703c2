//! SMS providers.

mod inbound;
mod istanbul;
pub mod mutlucell;
pub mod netgsm;
