//! A company's connections to providers: connect, try, pause, resume, remove, learn.

mod cache;
mod inspect;
mod learn;
mod list;
mod outbounds;
mod pause;
mod provider;
mod remove;
mod save;
mod sealing;
mod templates;
mod test;
mod try_live;
mod view;
mod waiting;

pub(crate) use cache::BuiltProviders;
pub use outbounds::{Outbounds, StandInAccount};
pub(crate) use sealing::seal;
pub(crate) use templates::view as template_view;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod waiting_tests;
