//! Messages on screen: lists, histories, and what a person can still do about one.

mod cancel;
mod get;
mod list;
mod overview;
mod resend;
mod send;
mod settle_doubt;
mod words;

#[cfg(test)]
mod tests;
