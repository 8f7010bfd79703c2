//! Pages, components, locales and server functions. Compiles twice: with `ssr` into the server, with
//! `hydrate` into the browser's WASM.

#![recursion_limit = "256"]

pub mod call;
pub mod form;
mod frame;
mod home;
pub mod i18n;
pub mod page_context;
pub mod parts;
#[cfg_attr(not(feature = "ssr"), path = "request_none.rs")]
pub mod request;
mod root;
mod session;
mod shell;
mod signin;
#[cfg(feature = "ssr")]
pub mod ssr;

pub use root::App;
pub use shell::shell;
