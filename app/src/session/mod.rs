//! Who is signed in and in which company: the calls behind the frame's menus.

mod api;

pub use api::{SignOut, SwitchCompany};
