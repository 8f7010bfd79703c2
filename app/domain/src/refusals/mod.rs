//! The way out of messages: the refusal that every commercial one carries, and what else its link is for.

mod form;
mod mask;
mod preferences;
mod view;

pub use form::{RefusalAct, RefusalForm, RefusalScope, RefusalWord};
pub use mask::mask_address;
pub use preferences::{PreferenceRow, PreferenceStanding, PreferencesForm, PreferencesView};
pub use view::{ChannelWord, RefusalView, ReportStanding};
