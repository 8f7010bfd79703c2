//! Reports of a period: by day and channel, and by member; no WASM.

mod api;
mod members_page;
mod period;
mod table;
mod volume_page;

pub use members_page::{MemberReportPage, member_name};
pub use period::Kinds;
pub use volume_page::VolumePage;
