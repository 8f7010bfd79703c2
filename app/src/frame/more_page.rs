use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::navigation::{NavLink, SetupLinks, use_company_path};
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::Page;

/// What does not fit into a phone's bottom bar.
pub struct MorePage;

#[lazy_route]
impl LazyRoute for MorePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let path = use_company_path();
        view! {
            <Page title=words!(i18n, frame.more) narrow=true>
                <nav class="panel flush nav more" aria-label=t_string!(i18n, frame.more)>
                    <NavLink href=path("campaigns") icon="flag">{t!(i18n, frame.campaigns)}</NavLink>
                    {use_right(Right::SeeReports).then(|| view! {
                        <NavLink href=path("reports") icon="chart">{t!(i18n, frame.reports)}</NavLink>
                    })}
                    <SetupLinks />
                    <NavLink href=path("account") icon="user">{t!(i18n, frame.your_account)}</NavLink>
                </nav>
            </Page>
        }
        .into_any()
    }
}
