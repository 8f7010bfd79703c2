//! Texts with variables: filled per person, bounded, and dressed for their channel.

mod html;
mod renderer;

pub use html::email_html;
pub use renderer::{Filled, Renderer, Values};
