//! Members of a company: who they are, inviting, changing rights, removing.

mod accept_invitation;
mod accept_new;
mod change_rights;
mod guard;
mod invite;
mod leaving;
mod list;
mod remove;
mod view_invitation;

#[cfg(test)]
mod tests;
