//! Companies: making them, their legal profile, moving between them.

mod create;
mod list;
mod profile;
mod switch;

pub use create::NewCompany;

pub(crate) use create::found_company;

#[cfg(test)]
mod tests;
