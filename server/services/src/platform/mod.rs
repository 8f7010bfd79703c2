//! The installation itself: first start, who operates it and how it stands, what every page shows.

mod installation;
mod keys;
mod operator;
mod prepare;
mod visitor;

pub(crate) use prepare::prepare;

#[cfg(test)]
mod tests;
