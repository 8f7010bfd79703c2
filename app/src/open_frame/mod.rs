//! What stands around the pages that need no WASM; in the server only.

mod gate;
mod not_found;

pub use gate::Gate;
pub use not_found::NotFoundPage;
