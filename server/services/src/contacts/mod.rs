//! People and firms: lists, cards, their addresses, tags and refusals.

mod addresses;
mod dead_address;
mod delete;
mod erase;
mod get;
mod list;
mod marks;
mod purge;
mod recipient;
mod refusals;
mod save;
mod tag_contacts;
mod tags;
mod writing;

pub(crate) use list::of as refused_by;

#[cfg(test)]
mod tests;
