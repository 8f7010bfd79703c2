//! One search over everything a company has: people, tags, campaigns and messages.

mod recipients;
mod text;
mod view;

pub use recipients::RecipientRange;
pub use text::SearchText;
pub use view::{CampaignHit, Hits, SearchResults};
