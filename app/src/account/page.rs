use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::access::AccessLog;
use super::api::{ListAccess, ListSessions, OwnProfile};
use super::password::PasswordForm;
use super::profile::Profile;
use super::sessions::Sessions;
use crate::call::ask;
use crate::i18n::*;
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
        let profile = ask(|| OwnProfile {});
        view! {
            <Page title=words!(i18n, account.title) about=words!(i18n, account.about) narrow=true>
                <Profile profile />
                <PasswordForm sessions=sessions />
                <Sessions rows=sessions />
                <AccessLog rows=access />
            </Page>
        }
        .into_any()
    }
}
