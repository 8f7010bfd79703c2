//! Sends to many: drafts, launches and how far they are.

mod approval;
mod entity;
mod late;
mod leaving;
mod left_out;
mod planning;
#[cfg(test)]
mod plans;
mod queries;
mod record;
mod stopping;

pub use approval::{send_back, submit};
pub use late::{go_on, hold_late, hold_restored, release_at, release_restored};
pub use leaving::{count_drafts, count_under_way, hand_over_drafts};
pub use left_out::{LeftOutPerson, forget_left_out, left_out, put_left_out};
pub use planning::{claim, finish, keep, launch, unplanned};
pub use queries::{find, insert, list, listed, newest_named, save_audience, save_content, state_of};
pub use record::{Campaign, Launch, ListedCampaign, NamedCampaign, NewCampaign, SentBack, Submit};
pub use stopping::{Stopped, Stops, begin_round, is_open, stop, stops_of};
