//! Pages, components, locales and server functions. Compiles twice: with `ssr` into the server, with
//! `hydrate` into the browser's WASM.

#![recursion_limit = "256"]

mod account;
mod address;
#[cfg(feature = "ssr")]
mod bulk;
pub mod call;
mod campaigns;
#[cfg(feature = "ssr")]
mod companies;
mod company;
#[cfg(feature = "ssr")]
mod connection;
mod contacts;
#[cfg(feature = "ssr")]
mod credit;
#[cfg(feature = "ssr")]
mod email_change;
#[cfg(feature = "ssr")]
pub mod exports;
pub mod form;
mod frame;
mod home;
pub mod i18n;
pub mod imports;
#[cfg(feature = "ssr")]
mod invitation;
mod json;
#[cfg(feature = "ssr")]
mod left_out;
mod limits;
mod members;
mod messages;
#[cfg(feature = "ssr")]
pub mod offline;
#[cfg(feature = "ssr")]
mod open_frame;
#[cfg_attr(not(feature = "ssr"), path = "open_pages_none.rs")]
mod open_pages;
#[cfg(feature = "ssr")]
mod operator;
pub mod page_context;
pub mod parts;
mod place;
#[cfg(feature = "ssr")]
mod policies;
mod providers;
#[cfg(feature = "ssr")]
mod refusal;
#[cfg(feature = "ssr")]
mod reports;
#[cfg_attr(not(feature = "ssr"), path = "request_none.rs")]
pub mod request;
#[cfg(feature = "ssr")]
mod reset;
mod root;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
mod second_factor;
mod session;
#[cfg(feature = "ssr")]
mod setup;
mod shell;
#[cfg(feature = "ssr")]
mod short_links;
#[cfg(feature = "ssr")]
mod signin;
mod signup;
#[cfg(feature = "ssr")]
pub mod ssr;
#[cfg(feature = "ssr")]
mod views;

pub use root::App;
pub use shell::shell;
