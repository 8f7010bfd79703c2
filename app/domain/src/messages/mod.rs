//! Messages as pages and the API show and make them.

mod consent;
mod doubt;
mod filter;
mod send;
mod stop_word;
mod view;

pub use consent::{Consent, ConsentSource, ConsentStatus, RecipientKind, check_consent};
pub use doubt::DoubtWord;
pub use filter::{MessageQuery, MessageSelection, STAGES};
pub use send::{SendMessage, SendMessageForm};
pub use stop_word::is_stop_word;
pub use view::{
    DayCount, HistoryRow, MessageBody, MessageList, MessageRow, MessageView, Overview, StateReason,
};
