//! The root component: context, languages and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::frame::NotFoundPage;
use crate::home::HomePage;
use crate::i18n::I18nContextProvider;
use crate::page_context::provide_page_context;
use crate::signin::SignInPage;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let page = provide_page_context();
    let language = leptos_i18n::context::UseLocalesOptions::default()
        .ssr_lang_header_getter(move || Some(page.lang.code().to_owned()));
    view! {
        <I18nContextProvider enable_cookie=false ssr_lang_header_getter=language>
            <Router>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view={Lazy::<HomePage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/signin") view=SignInPage ssr=SsrMode::Async />
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}
