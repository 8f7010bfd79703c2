//! The root component: context, languages and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::account::AccountPage;
use crate::campaigns::{CampaignPage, CampaignsPage, SendPage};
use crate::companies::{ChooseCompanyPage, NewCompanyPage};
use crate::company::CompanyPage;
use crate::frame::{CompanyFrame, MorePage, NotFoundPage};
use crate::home::HomePage;
use crate::i18n::I18nContextProvider;
use crate::invitation::InvitationPage;
use crate::members::{InvitePage, MemberPage, MembersPage};
use crate::messages::{MessagePage, MessagesPage};
use crate::page_context::provide_page_context;
use crate::policies::PolicyPage;
use crate::providers::{NewAccountPage, ProviderAccountPage, ProvidersPage};
use crate::reset::{NewPasswordPage, ResetPage};
use crate::setup::SetupPage;
use crate::signin::SignInPage;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let page = provide_page_context();
    // The server has chosen the language; the browser reads it from the document.
    let language = leptos_i18n::context::UseLocalesOptions::default()
        .ssr_lang_header_getter(move || Some(page.lang.code().to_owned()));
    view! {
        <I18nContextProvider enable_cookie=false ssr_lang_header_getter=language>
            <Router>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/signin") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/setup") view={Lazy::<SetupPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/reset") view={Lazy::<ResetPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/reset/new") view={Lazy::<NewPasswordPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/invitation/:token") view={Lazy::<InvitationPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/policies/:kind") view={Lazy::<PolicyPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/companies") view={Lazy::<ChooseCompanyPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/companies/new") view={Lazy::<NewCompanyPage>::new()} ssr=SsrMode::Async />
                    <ParentRoute path=path!("/c/:company") view=CompanyFrame ssr=SsrMode::Async>
                        <Route path=path!("") view={Lazy::<HomePage>::new()} />
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
                        <Route path=path!("providers") view={Lazy::<ProvidersPage>::new()} />
                        <Route path=path!("providers/new/:provider") view={Lazy::<NewAccountPage>::new()} />
                        <Route path=path!("providers/:account") view={Lazy::<ProviderAccountPage>::new()} />
                    </ParentRoute>
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}
