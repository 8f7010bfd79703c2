use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::{LazyRoute, lazy_route};

use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;

/// `/link-gone`: where a short address leads that is none, or none any more.
pub struct LinkGonePage;

#[lazy_route]
impl LazyRoute for LinkGonePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        crate::request::set_status(404);
        view! {
            <PageTitle text=words!(i18n, short_links.gone) />
            <Meta name="robots" content="noindex" />
            <Gate>
                <h1>{t!(i18n, short_links.gone)}</h1>
                <p>{t!(i18n, short_links.gone_about)}</p>
            </Gate>
        }
        .into_any()
    }
}
