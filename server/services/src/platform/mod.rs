//! The installation itself: first start, brand, what every page shows.

mod brand;
mod prepare;
mod rewrap;
mod visitor;

pub(crate) use prepare::prepare;

#[cfg(test)]
mod tests;
