//! Sends to many: drafts, review, launch, report.

mod audience;
mod choices;
mod draft;
mod launch;
mod list;
mod message;
mod people;
mod plan;
mod preview;
mod review;
mod send_test;
mod stop;
mod templates;
mod values;

#[cfg(test)]
mod tests;
