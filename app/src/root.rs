//! The root component: context, languages and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::frame::{CompanyFrame, NotFoundPage};
use crate::home::HomePage;
use crate::i18n::I18nContextProvider;
use crate::page_context::provide_page_context;
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
                    <ParentRoute path=path!("/c/:company") view=CompanyFrame ssr=SsrMode::Async>
                        <Route path=path!("") view={Lazy::<HomePage>::new()} />
                    </ParentRoute>
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}
