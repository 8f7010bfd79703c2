//! Message templates: the store, its calls and the check of a message against one.

mod calls;
mod check;
mod demo;
mod list;
mod rules;
mod shape;
mod store;

pub(super) use calls::{change, create, remove, show};
pub(super) use check::check_components;
pub(super) use list::list;
pub(super) use store::{Template, TemplateStatus, Templates};
