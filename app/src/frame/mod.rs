//! What stands around every page: side bar, top bar, bottom bar.

mod not_found;

pub use not_found::NotFoundPage;
