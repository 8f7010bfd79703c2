//! The page context: made by the server once per page load, read by the browser from the page.

use domain::lang::Lang;
use domain::page::{Brand, PageContext, Theme};
use domain::rights::Right;
use leptos::prelude::*;

use crate::request;

/// Provides the page context to everything below. Call once, first thing in the root component, so
/// that both sides number it alike.
pub fn provide_page_context() -> PageContext {
    let context = SharedValue::new(|| request::page_context().unwrap_or_else(blank)).into_inner();
    provide_context(context.clone());
    context
}

/// What this page is about.
pub fn use_page_context() -> PageContext {
    use_context().unwrap_or_else(blank)
}

/// A page about nothing in particular, before anything is known.
pub fn blank() -> PageContext {
    PageContext {
        lang: Lang::default(),
        theme: Theme::System,
        brand: Brand::default(),
        secure: true,
        needs_setup: false,
        signup_open: false,
        sends_mail: true,
        hides_steps: false,
        demo: None,
        visitor: None,
        draft: None,
    }
}

/// Whether the visitor has a right in the company the session works in. It decides what a page offers;
/// what may be done, the server decides.
pub fn use_right(right: Right) -> bool {
    use_page_context().visitor.is_some_and(|visitor| visitor.rights.has(right))
}
