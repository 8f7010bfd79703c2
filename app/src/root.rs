//! The root component: context, languages and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode};

use crate::account::AccountPage;
use crate::campaigns::{CampaignPage, CampaignsPage, SendPage};
use crate::company::{CompanyPage, SendingHoursPage};
use crate::contacts::{ContactPage, ContactsPage, EditContactPage, NewContactPage, TagsPage};
use crate::frame::{CompanyFrame, MorePage};
use crate::home::HomePage;
use crate::i18n::provide_language;
use crate::imports::{ImportPage, UploadPage};
use crate::limits::LimitsPage;
use crate::members::{InvitePage, MemberPage, MembersPage};
use crate::messages::{MessagePage, MessagesPage};
use crate::open_pages::{Nowhere, OpenRoutes};
use crate::page_context::provide_page_context;
use crate::place::Place;
use crate::providers::{NewAccountPage, ProviderAccountPage, ProvidersPage};

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let page = provide_page_context();
    provide_language(page.lang);
    view! {
        <Router>
            <Routes fallback=Nowhere>
                <ParentRoute path={Place("/c/:company")} view=CompanyFrame ssr=SsrMode::Async>
                    <Route path={Place("")} view=HomePage />
                    <Route path={Place("company")} view={Lazy::<CompanyPage>::new()} />
                    <Route path={Place("company/hours")} view={Lazy::<SendingHoursPage>::new()} />
                    <Route path={Place("company/limits")} view={Lazy::<LimitsPage>::new()} />
                    <Route path={Place("members")} view={Lazy::<MembersPage>::new()} />
                    <Route path={Place("members/invite")} view={Lazy::<InvitePage>::new()} />
                    <Route path={Place("members/:member")} view={Lazy::<MemberPage>::new()} />
                    <Route path={Place("more")} view={Lazy::<MorePage>::new()} />
                    <Route path={Place("account")} view={Lazy::<AccountPage>::new()} />
                    <Route path={Place("send")} view={Lazy::<SendPage>::new()} />
                    <Route path={Place("send/:campaign")} view={Lazy::<SendPage>::new()} />
                    <Route path={Place("campaigns")} view={Lazy::<CampaignsPage>::new()} />
                    <Route path={Place("campaigns/:campaign")} view={Lazy::<CampaignPage>::new()} />
                    <Route path={Place("messages")} view={Lazy::<MessagesPage>::new()} />
                    <Route path={Place("messages/:message")} view={Lazy::<MessagePage>::new()} />
                    <Route path={Place("contacts")} view={Lazy::<ContactsPage>::new()} />
                    <Route path={Place("contacts/new")} view={Lazy::<NewContactPage>::new()} />
                    <Route path={Place("contacts/import")} view={Lazy::<UploadPage>::new()} />
                    <Route path={Place("contacts/import/:import")} view={Lazy::<ImportPage>::new()} />
                    <Route path={Place("contacts/:contact")} view={Lazy::<ContactPage>::new()} />
                    <Route path={Place("contacts/:contact/edit")} view={Lazy::<EditContactPage>::new()} />
                    <Route path={Place("tags")} view={Lazy::<TagsPage>::new()} />
                    <Route path={Place("providers")} view={Lazy::<ProvidersPage>::new()} />
                    <Route path={Place("providers/new/:provider")} view={Lazy::<NewAccountPage>::new()} />
                    <Route path={Place("providers/:account")} view={Lazy::<ProviderAccountPage>::new()} />
                </ParentRoute>
                <OpenRoutes />
            </Routes>
        </Router>
    }
}
