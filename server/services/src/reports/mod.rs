//! What was sent, by whom and when, and what it cost; read from counters that every move keeps.

mod members;
mod volume;

#[cfg(test)]
mod tests;
