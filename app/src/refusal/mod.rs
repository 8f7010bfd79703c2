//! The page behind the link of a commercial message: who writes, and the way out.

mod api;
mod page;
mod words;

pub use page::RefusalPage;
