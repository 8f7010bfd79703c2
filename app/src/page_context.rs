//! The page context: made by the server once per page load, read by the browser from the page.

use std::fmt::{self, Display};
use std::str::FromStr;

use domain::lang::Lang;
use domain::page::{Brand, PageContext, Theme};
use domain::rights::Right;
use leptos::prelude::*;

use crate::json::{self, Unreadable};
use crate::request;

/// Provides the page context to everything below. Call once, first thing in the root component, so
/// that both sides number it alike.
pub fn provide_page_context() -> PageContext {
    let made = || OnItsWay(request::page_context().unwrap_or_else(blank));
    let OnItsWay(context) = SharedValue::new_str(made).into_inner();
    provide_context(context.clone());
    context
}

/// The context as it stands in the page, in JSON.
struct OnItsWay(PageContext);

impl Display for OnItsWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for OnItsWay {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        json::read(text).map(Self)
    }
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
        form_key: String::new(),
        draft: None,
    }
}

/// Whether the visitor has a right in the company the session works in. It decides what a page offers;
/// what may be done, the server decides.
pub fn use_right(right: Right) -> bool {
    use_page_context().visitor.is_some_and(|visitor| visitor.rights.has(right))
}
