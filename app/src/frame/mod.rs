//! What stands around every page: side bar, top bar, bottom bar, notices.

mod company_frame;
mod more_page;
mod navigation;
pub mod preferences;
mod switcher;
mod title;
mod top_bar;

pub use company_frame::CompanyFrame;
pub use more_page::MorePage;
pub use navigation::{use_company, use_company_path, use_id};
pub use preferences::PreferenceForm;
pub use title::PageTitle;
