pub mod claiming;
pub mod pages;
pub mod planning;
pub mod recovery;
pub mod reports;
pub mod resending;
pub mod sending;
pub mod stopping;
