//! Sends to many: drafts, review, launch, report.

mod audience;
mod choices;
mod draft;
mod launch;
mod length;
mod list;
mod message;
mod people;
mod plan;
mod preview;
mod progress;
mod resend;
mod review;
mod send_test;
mod stop;
mod templates;
mod values;

#[cfg(test)]
mod follow_up_tests;
#[cfg(test)]
mod tests;
