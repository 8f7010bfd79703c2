//! Sending to many: people, content, review, and what became of it.

mod api;
#[cfg(feature = "ssr")]
pub mod approval;
mod asked_audience;
mod audience_step;
mod content_frame;
mod content_step;
mod cost;
mod footer_gaps;
mod late;
mod latest;
mod left_out;
mod list_page;
mod preview;
mod progress;
mod resend;
mod review_step;
mod send_page;
mod steps;
mod stop;
mod submitted;
mod table;
mod template_form;
mod template_slot;
mod template_step;
mod test_row;
mod text_counter;
mod variables;
mod view_page;
mod whatsapp_step;

pub use list_page::CampaignsPage;
pub use send_page::SendPage;
pub use table::CampaignTable;
pub use view_page::CampaignPage;
