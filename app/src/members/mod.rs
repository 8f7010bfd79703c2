//! Who works in a company: list, invitations, roles and rights.

mod api;
mod invitations;
mod invite_page;
mod list_page;
mod member_page;
mod remove;
mod rights_form;
mod role_choices;
mod words;

pub use invite_page::InvitePage;
pub use list_page::MembersPage;
pub use member_page::MemberPage;
#[cfg(feature = "ssr")]
pub use words::role_name;
