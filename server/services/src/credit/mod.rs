//! What provider accounts charge and what is left on them: prices, readings, warnings. What it tells, it
//! tells those alone who may see money.

mod get;
mod prices;
mod reading;
mod rows;
mod thin;
mod thresholds;
mod warning;

#[cfg(test)]
mod rights_tests;
#[cfg(test)]
mod tests;
