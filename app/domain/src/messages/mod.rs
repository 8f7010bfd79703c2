//! Messages as pages and the API show and make them.

mod bulk;
mod consent;
mod doubt;
mod filter;
mod overview;
mod reach;
mod saved_view;
mod send;
mod service_window;
mod stop_word;
mod trace;
mod view;

pub use bulk::{Bulk, BulkAct, BulkDone, BulkForm, BulkPreview, MessageChoice};
pub use consent::{Consent, ConsentSource, ConsentStatus, RecipientKind, check_consent, is_asked_for};
pub use doubt::DoubtWord;
pub use filter::{MessageQuery, MessageSelection, STAGES};
pub use overview::{DayVolume, Overview, Period};
pub use reach::{Reach, Share};
pub use saved_view::{MessageViewRow, SaveViewForm};
pub use send::{SendMessage, SendMessageForm};
pub use service_window::{SERVICE_WINDOW, needs_window};
pub use stop_word::is_stop_word;
pub use trace::{TraceStep, fold_history};
pub use view::{HistoryRow, MessageBody, MessageList, MessageRow, MessageView, StateReason};
