//! The way out of commercial messages, which every one of them carries.

mod form;
mod mask;
mod view;

pub use form::{RefusalAct, RefusalForm, RefusalScope};
pub use mask::mask_address;
pub use view::{ChannelWord, RefusalView};
