use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::access::AccessLog;
use super::api::{ListAccess, ListSessions};
use super::password::PasswordForm;
use super::sessions::Sessions;
use crate::call::ask;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Page;

/// The person's own account, the same in every company.
pub struct AccountPage;

#[lazy_route]
impl LazyRoute for AccountPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let sessions = ask(|| ListSessions {});
        let access = ask(|| ListAccess {});
        view! {
            <Page title=words!(i18n, account.title) about=words!(i18n, account.about) narrow=true>
                <Person />
                <PasswordForm sessions=sessions />
                <Sessions rows=sessions />
                <AccessLog rows=access />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Person() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = use_page_context().visitor;
    let (name, email) = visitor.map(|visitor| (visitor.name, visitor.email)).unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="person">
            <h2 id="person">{t!(i18n, account.person)}</h2>
            <dl class="props">
                <div><dt>{t!(i18n, account.name)}</dt><dd>{name}</dd></div>
                <div><dt>{t!(i18n, account.email)}</dt><dd>{email}</dd></div>
            </dl>
        </section>
    }
}
