//! Sends to many: drafts, launches and how far they are.

mod entity;
mod queries;
mod record;

pub use queries::{
    cancel, find, finish, insert, launch, launched_unfinished, list, next_round, save_audience, save_content,
    set_state, state_of,
};
pub use record::{Campaign, Launch, NewCampaign};
