//! Pages, components, locales and server functions. Compiles twice: with `ssr` into the server, with
//! `hydrate` into the browser's WASM.

#![recursion_limit = "256"]

mod account;
pub mod call;
mod campaigns;
mod companies;
mod company;
mod contacts;
pub mod form;
mod frame;
mod home;
pub mod i18n;
pub mod imports;
mod invitation;
mod members;
mod messages;
pub mod page_context;
pub mod parts;
mod policies;
mod providers;
#[cfg_attr(not(feature = "ssr"), path = "request_none.rs")]
pub mod request;
mod reset;
mod root;
mod session;
mod setup;
mod shell;
mod signin;
mod signup;
#[cfg(feature = "ssr")]
pub mod ssr;

pub use root::App;
pub use shell::shell;
