//! Who has written to a WhatsApp account of late, and so can be answered without a template.

mod entity;
mod queries;

pub use queries::{Heard, close, forget, forget_company, hear, heard_since, purge};
