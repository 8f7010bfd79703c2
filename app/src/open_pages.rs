//! Routes of the pages that need no WASM. They are in the server only: the browser never draws them,
//! so none of their code travels.

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{Lazy, SsrMode, path};

use crate::companies::{ChooseCompanyPage, NewCompanyPage};
use crate::invitation::InvitationPage;
use crate::open_frame::NotFoundPage;
use crate::policies::PolicyPage;
use crate::refusal::RefusalPage;
use crate::reset::{NewPasswordPage, ResetPage};
use crate::setup::{SetupPage, SignUpPage};
use crate::signin::SignInPage;

/// Every light page.
#[component(transparent)]
pub fn OpenRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("signin") view=SignInPage />
            <Route path=path!("setup") view={Lazy::<SetupPage>::new()} />
            <Route path=path!("signup") view={Lazy::<SignUpPage>::new()} />
            <Route path=path!("reset") view={Lazy::<ResetPage>::new()} />
            <Route path=path!("reset/new") view={Lazy::<NewPasswordPage>::new()} />
            <Route path=path!("invitation/:token") view={Lazy::<InvitationPage>::new()} />
            <Route path=path!("r/:token") view={Lazy::<RefusalPage>::new()} />
            <Route path=path!("policies/:kind") view={Lazy::<PolicyPage>::new()} />
            <Route path=path!("companies") view={Lazy::<ChooseCompanyPage>::new()} />
            <Route path=path!("companies/new") view={Lazy::<NewCompanyPage>::new()} />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// What is shown for a path that leads nowhere.
#[component]
pub fn Nowhere() -> impl IntoView {
    view! { <NotFoundPage /> }
}
