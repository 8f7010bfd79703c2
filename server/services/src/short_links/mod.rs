//! Web addresses in SMS in a short form on the operator's domain: `{PUBLIC_URL}/l/{code}`.

mod list;
mod open;
mod shortener;
mod switch;

pub(crate) use shortener::{Made, Shortener, Whom};

#[cfg(test)]
mod tests;
