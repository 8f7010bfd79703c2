//! A company's connections to providers: connect, try, pause, resume, remove, learn.

mod learn;
mod list;
mod outbounds;
mod pause;
mod provider;
mod remove;
mod save;
mod sealing;
mod test;
mod view;

pub use outbounds::Outbounds;

#[cfg(test)]
mod tests;
