//! One search over everything a company has.

mod find;
mod messages;

#[cfg(test)]
mod tests;
