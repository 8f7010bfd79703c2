use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::i18n::*;

pub struct HomePage;

#[lazy_route]
impl LazyRoute for HomePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        view! { <main id="main"><h1>{t!(i18n, home.title)}</h1></main> }.into_any()
    }
}
