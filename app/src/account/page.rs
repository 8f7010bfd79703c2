use domain::phone::humanize;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::access::AccessLog;
use super::api::{ListAccess, ListSessions, OwnPhone, SaveOwnPhone};
use super::password::PasswordForm;
use super::sessions::Sessions;
use crate::call::{Asked, ask};
use crate::form::{FormDone, FormFailure, PostForm, TextField, use_call};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Loaded, Page};

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
        let phone = ask(|| OwnPhone {});
        view! {
            <Page title=words!(i18n, account.title) about=words!(i18n, account.about) narrow=true>
                <Person phone />
                <PasswordForm sessions=sessions />
                <Sessions rows=sessions />
                <AccessLog rows=access />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Person(phone: Asked<String>) -> impl IntoView {
    let i18n = use_i18n();
    let visitor = use_page_context().visitor;
    let (name, email) = visitor.map(|visitor| (visitor.name, visitor.email)).unwrap_or_default();
    view! {
        <section class="panel stack" aria-labelledby="person">
            <h2 id="person">{t!(i18n, account.person)}</h2>
            <dl class="props">
                <div><dt>{t!(i18n, account.name)}</dt><dd>{name}</dd></div>
                <div><dt>{t!(i18n, account.email)}</dt><dd>{email}</dd></div>
            </dl>
            <Loaded from=phone rows=1 children={move |phone: String| view! { <PhoneOf phone /> }} />
        </section>
    }
}

/// The phone that tests of SMS and WhatsApp go to.
#[component]
fn PhoneOf(phone: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveOwnPhone>();
    view! {
        <PostForm action class="stack">
            <FormFailure />
            <TextField
                name="phone" kind="tel" label=words!(i18n, account.phone) value=humanize(&phone) autocomplete="tel"
                hint=words!(i18n, account.phone_hint)
            />
            <div class="form-end">
                <button type="submit" class="btn">{t!(i18n, account.save_phone)}</button>
                <FormDone>{t!(i18n, account.phone_saved)}</FormDone>
            </div>
        </PostForm>
    }
}
