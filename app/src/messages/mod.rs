//! What became of every message: the list and each message's history.

mod acts;
pub mod api;
mod bulk_bar;
mod facts;
mod filters;
mod history;
pub mod labels;
mod list_page;
mod outcome;
pub mod paths;
mod reason;
mod state_mark;
mod text;
mod view_page;
mod view_tabs;

pub use labels::{failure_text, reason_text, skip_text};
pub use list_page::MessagesPage;
pub use state_mark::StateMark;
pub use view_page::MessagePage;
