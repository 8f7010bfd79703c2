//! Two-step sign-in: switching it on and off; no WASM.

mod api;
mod ending;
mod page;
mod setting_up;

pub use page::SecondFactorPage;
