//! Sends to many: drafts, review, launch, report.

mod approval;
mod audience;
mod changed;
mod choices;
mod draft;
mod late;
mod launch;
mod left_out;
mod length;
mod list;
mod message;
mod pace;
mod people;
mod plan;
mod preview;
mod progress;
mod repeat;
mod resend;
mod review;
mod send_test;
mod stop;
mod templates;
mod values;

pub(crate) use late::late_before;
pub(crate) use pace::Paces;

#[cfg(test)]
mod approval_tests;
#[cfg(test)]
mod draft_tests;
#[cfg(test)]
pub(crate) mod follow_up_tests;
#[cfg(test)]
mod pace_tests;
#[cfg(test)]
mod repeat_tests;
#[cfg(test)]
pub(crate) mod tests;
