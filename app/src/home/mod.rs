//! The first page of somebody who is signed in.

mod page;

pub use page::HomePage;
