//! Taking contacts in from spreadsheets: upload, preview, the run itself, and its result.

mod cancel;
mod cell;
mod contact_row;
mod erased;
mod feed;
mod guess;
mod heading;
mod list;
mod map;
mod pace;
mod person;
mod piece;
mod preview;
mod reading;
mod refused;
mod retention;
mod run;
mod seen;
mod start;
mod survey;
mod tally;
mod upload;
mod waiting;
mod work;

pub use refused::RefusedRows;
pub(crate) use waiting::ImportWork;

#[cfg(test)]
mod tests;
