//! Sending to many: people, content, review, and what became of it.

mod api;
mod asked_audience;
mod audience_step;
mod content_step;
mod footer_gaps;
mod list_page;
mod preview;
mod progress;
mod review_step;
mod send_page;
mod sms_counter;
mod steps;
mod table;
mod template_form;
mod template_slot;
mod template_step;
mod variables;
mod view_page;

pub use list_page::CampaignsPage;
pub use send_page::SendPage;
pub use table::CampaignTable;
pub use view_page::CampaignPage;
