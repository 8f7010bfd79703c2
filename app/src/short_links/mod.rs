//! Short addresses in SMS: the switch, how often they were opened, and the page of those that expired; no WASM.

mod api;
mod gone_page;
mod page;
mod switch;

pub use gone_page::LinkGonePage;
pub use page::ShortLinksPage;
