//! What was sent, by whom and when, and what it cost.

mod query;
mod view;

pub use query::ReportQuery;
pub use view::{Counted, MemberReport, MemberReportRow, VolumeReport, VolumeRow};
