//! The root component: context, languages and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::account::AccountPage;
use crate::campaigns::{CampaignPage, CampaignsPage, SendPage};
use crate::company::CompanyPage;
use crate::contacts::{ContactPage, ContactsPage, EditContactPage, NewContactPage, TagsPage};
use crate::frame::{CompanyFrame, MorePage};
use crate::home::HomePage;
use crate::i18n::provide_language;
use crate::imports::{ImportPage, UploadPage};
use crate::members::{InvitePage, MemberPage, MembersPage};
use crate::messages::{MessagePage, MessagesPage};
use crate::open_pages::{Nowhere, OpenRoutes};
use crate::page_context::provide_page_context;
use crate::providers::{NewAccountPage, ProviderAccountPage, ProvidersPage};

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let page = provide_page_context();
    provide_language(page.lang);
    view! {
        <Router>
            <Routes fallback=Nowhere>
                <ParentRoute path=path!("/c/:company") view=CompanyFrame ssr=SsrMode::Async>
                    <Route path=path!("") view=HomePage />
                    <Route path=path!("company") view={Lazy::<CompanyPage>::new()} />
                    <Route path=path!("members") view={Lazy::<MembersPage>::new()} />
                    <Route path=path!("members/invite") view={Lazy::<InvitePage>::new()} />
                    <Route path=path!("members/:member") view={Lazy::<MemberPage>::new()} />
                    <Route path=path!("more") view={Lazy::<MorePage>::new()} />
                    <Route path=path!("account") view={Lazy::<AccountPage>::new()} />
                    <Route path=path!("send") view={Lazy::<SendPage>::new()} />
                    <Route path=path!("send/:campaign") view={Lazy::<SendPage>::new()} />
                    <Route path=path!("campaigns") view={Lazy::<CampaignsPage>::new()} />
                    <Route path=path!("campaigns/:campaign") view={Lazy::<CampaignPage>::new()} />
                    <Route path=path!("messages") view={Lazy::<MessagesPage>::new()} />
                    <Route path=path!("messages/:message") view={Lazy::<MessagePage>::new()} />
                    <Route path=path!("contacts") view={Lazy::<ContactsPage>::new()} />
                    <Route path=path!("contacts/new") view={Lazy::<NewContactPage>::new()} />
                    <Route path=path!("contacts/import") view={Lazy::<UploadPage>::new()} />
                    <Route path=path!("contacts/import/:import") view={Lazy::<ImportPage>::new()} />
                    <Route path=path!("contacts/:contact") view={Lazy::<ContactPage>::new()} />
                    <Route path=path!("contacts/:contact/edit") view={Lazy::<EditContactPage>::new()} />
                    <Route path=path!("tags") view={Lazy::<TagsPage>::new()} />
                    <Route path=path!("providers") view={Lazy::<ProvidersPage>::new()} />
                    <Route path=path!("providers/new/:provider") view={Lazy::<NewAccountPage>::new()} />
                    <Route path=path!("providers/:account") view={Lazy::<ProviderAccountPage>::new()} />
                </ParentRoute>
                <OpenRoutes />
            </Routes>
        </Router>
    }
}
