//! Accounts of people: signing up, signing in and out, passwords and sessions.

mod access;
mod author;
mod back_off;
mod change_email;
mod change_password;
mod create_admin;
mod enrol;
mod list_access;
mod own_phone;
mod profile;
mod prove_phone;
mod require_password;
mod reset_password;
mod second_step;
mod session_of;
mod sessions;
mod set_language;
mod sign_in;
mod sign_out;
mod sign_up;
mod start_session;
mod strength;
mod tries;

pub use create_admin::NewAdmin;
pub use session_of::Asker;
pub use sign_in::Entrance;
pub use start_session::SignedIn;

pub(crate) use access::note_access;
pub(crate) use back_off::{BackOff, seconds};
pub(crate) use enrol::{Enrolment, enrol};
pub(crate) use start_session::{NewSession, start_session};
pub(crate) use strength::require_strong;

#[cfg(test)]
mod tests;
