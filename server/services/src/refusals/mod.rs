//! What the law adds to commercial messages, and the way out that each of them carries.

mod act;
mod footer;
mod links;
mod preferences;
mod report;
mod tries;
mod view;

pub(crate) use footer::CommercialFooter;
pub(crate) use links::TOKEN_VARIABLE;

#[cfg(test)]
mod preferences_tests;
#[cfg(test)]
mod tests;
