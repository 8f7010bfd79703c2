//! SMS providers.

mod istanbul;
pub mod netgsm;
