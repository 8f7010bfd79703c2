//! Messages as pages and the API show and make them.

mod consent;
mod filter;
mod view;

pub use consent::{Consent, ConsentSource, ConsentStatus, RecipientKind, check_consent};
pub use filter::{MessageQuery, MessageSelection, STAGES};
pub use view::{
    DayCount, HistoryRow, MessageBody, MessageList, MessageRow, MessageView, Overview, StateReason,
};
