//! Companies: making them, their legal profile, moving between them.

mod create;
mod hours;
mod list;
mod mode;
mod profile;
mod switch;

pub use create::NewCompany;

pub(crate) use create::found_company;
pub(crate) use profile::national_id_place;

#[cfg(test)]
mod hours_tests;
#[cfg(test)]
mod mode_tests;
#[cfg(test)]
mod tests;
