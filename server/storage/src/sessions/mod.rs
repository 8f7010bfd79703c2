//! Where people are signed in, and how often they tried in vain.

mod asking;
mod entity;
mod queries;
mod record;
mod tries;
mod try_entity;

pub use asking::{Asking, AskingSeat, asking};
pub use queries::{
    ask_for_renewal, confirm, end, end_all_of, end_in_company, find_by_cookie, insert, of_user, purge, renew,
    renew_if_asked, set_company, touch,
};
pub use record::Session;
pub use tries::{TryCount, TryScope, clear_tries, count_failure, lock_tries, purge_tries};
