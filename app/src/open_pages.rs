//! Routes of the pages that need no WASM. They are in the server only: the browser never draws them,
//! so none of their code travels.

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{Lazy, SsrMode};

use crate::bulk::BulkPage;
use crate::campaigns::approval::ApprovalPage;
use crate::companies::{ChooseCompanyPage, NewCompanyPage};
use crate::connection::ConnectionPage;
use crate::credit::CreditPage;
use crate::email_change::EmailChangePage;
use crate::exports::ExportPage;
use crate::frame::CompanyFrame;
use crate::invitation::InvitationPage;
use crate::left_out::LeftOutPage;
use crate::open_frame::NotFoundPage;
use crate::operator::{AuditPage, KeysPage, OperatorPage, OperatorProfilePage, PublishPage};
use crate::place::Place;
use crate::policies::{DocumentsPage, PolicyEventPage, PolicyPage};
use crate::refusal::{PreferencesPage, RefusalPage};
use crate::reports::{MemberReportPage, VolumePage};
use crate::reset::{NewPasswordPage, ResetPage};
use crate::search::SearchPage;
use crate::second_factor::SecondFactorPage;
use crate::setup::{SetupPage, SignUpPage};
use crate::short_links::{LinkGonePage, ShortLinksPage};
use crate::signin::{SecondStepPage, SignInPage};
use crate::views::ViewsPage;

/// Every light page.
#[component(transparent)]
pub fn OpenRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path={Place("")} view=Outlet ssr=SsrMode::Async>
            <Route path={Place("signin")} view=SignInPage />
            <Route path={Place("signin/code")} view={Lazy::<SecondStepPage>::new()} />
            <Route path={Place("two-factor")} view={Lazy::<SecondFactorPage>::new()} />
            <Route path={Place("setup")} view={Lazy::<SetupPage>::new()} />
            <Route path={Place("signup")} view={Lazy::<SignUpPage>::new()} />
            <Route path={Place("reset")} view={Lazy::<ResetPage>::new()} />
            <Route path={Place("reset/new")} view={Lazy::<NewPasswordPage>::new()} />
            <Route path={Place("email/:token")} view={Lazy::<EmailChangePage>::new()} />
            <Route path={Place("invitation/:token")} view={Lazy::<InvitationPage>::new()} />
            <Route path={Place("r/:token")} view={Lazy::<RefusalPage>::new()} />
            <Route path={Place("p/:token")} view={Lazy::<PreferencesPage>::new()} />
            <Route path={Place("link-gone")} view={Lazy::<LinkGonePage>::new()} />
            <Route path={Place("policies/:kind")} view={Lazy::<PolicyPage>::new()} />
            <Route path={Place("documents")} view={Lazy::<DocumentsPage>::new()} />
            <Route path={Place("documents/:event")} view={Lazy::<PolicyEventPage>::new()} />
            <Route path={Place("operator")} view={Lazy::<OperatorPage>::new()} />
            <Route path={Place("operator/profile")} view={Lazy::<OperatorProfilePage>::new()} />
            <Route path={Place("operator/keys")} view={Lazy::<KeysPage>::new()} />
            <Route path={Place("operator/audit")} view={Lazy::<AuditPage>::new()} />
            <Route path={Place("operator/policies/:kind")} view={Lazy::<PublishPage>::new()} />
            <Route path={Place("companies")} view={Lazy::<ChooseCompanyPage>::new()} />
            <Route path={Place("companies/new")} view={Lazy::<NewCompanyPage>::new()} />
            <ParentRoute path={Place("c/:company")} view=CompanyFrame ssr=SsrMode::Async>
                <Route path={Place("providers/:account/connection")} view={Lazy::<ConnectionPage>::new()} />
                <Route path={Place("providers/:account/credit")} view={Lazy::<CreditPage>::new()} />
                <Route path={Place("bulk")} view={Lazy::<BulkPage>::new()} />
                <Route path={Place("views")} view={Lazy::<ViewsPage>::new()} />
                <Route path={Place("reports")} view={Lazy::<VolumePage>::new()} />
                <Route path={Place("reports/members")} view={Lazy::<MemberReportPage>::new()} />
                <Route path={Place("reports/links")} view={Lazy::<ShortLinksPage>::new()} />
                <Route path={Place("exports/:what")} view={Lazy::<ExportPage>::new()} />
                <Route path={Place("campaigns/:campaign/approval")} view={Lazy::<ApprovalPage>::new()} />
                <Route path={Place("campaigns/:campaign/left-out")} view={Lazy::<LeftOutPage>::new()} />
                <Route path={Place("search")} view={Lazy::<SearchPage>::new()} />
            </ParentRoute>
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
