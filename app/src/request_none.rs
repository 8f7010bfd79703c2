//! The browser has no request: a page there is drawn without one.

use domain::page::PageContext;

pub fn page_context() -> Option<PageContext> {
    None
}

pub fn set_status(_code: u16) {}
