//! Sends to many: drafts, launches and how far they are.

mod entity;
mod queries;
mod record;

pub use queries::{
    begin_round, cancel, find, finish, insert, launch, launched_unfinished, list, save_audience,
    save_content, set_state, state_of,
};
pub use record::{Campaign, Launch, NewCampaign};
