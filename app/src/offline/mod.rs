//! The product as an installed app: what the browser is told of it, and its page without a network. In the
//! server only.

mod document;
mod manifest;

pub use document::{OFFLINE_STYLE, offline_document};
pub use manifest::installed_app;
