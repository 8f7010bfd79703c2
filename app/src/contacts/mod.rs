//! People and firms: the list, a card with all that happened, and tags.

mod actions;
mod address_forms;
mod addresses;
mod api;
mod bulk;
mod card_form;
mod edit_page;
mod facts;
mod filters;
pub mod labels;
mod list_page;
pub mod paths;
mod rows;
mod tags_page;
mod tags_panel;
mod timeline;
mod view_page;

pub use edit_page::{EditContactPage, NewContactPage};
pub use list_page::ContactsPage;
pub use paths::tag_path;
pub use tags_page::TagsPage;
pub use view_page::ContactPage;
