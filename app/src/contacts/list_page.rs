use domain::contacts::{ContactList, ContactQuery, TagRow};
use domain::id::CompanyId;
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{EraseContact, ListContacts, ListTags, TagContacts};
use super::filters::{Filters, TagTabs};
use super::paths::{export_path, read_query};
use super::rows::Rows;
use crate::call::ask;
use crate::form::{ActionResult, use_call, use_refetch};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Empty, Icon, Loaded, Page};

/// `/c/{company}/contacts`: people and firms, with their filters in the address.
pub struct ContactsPage;

#[lazy_route]
impl LazyRoute for ContactsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let (company, may_edit) = (use_company(), use_right(Right::EditContacts));
        let address = use_query_map();
        let query = Memo::new(move |_| address.with(read_query));
        let list = ask(move || ListContacts { company, query: query.get() });
        let tags = ask(move || ListTags { company });
        let tagging = use_call::<TagContacts>();
        use_refetch(tagging, list);
        use_refetch(tagging, tags);
        // Carried out on a card's page, which comes back here.
        let erasing = use_call::<EraseContact>();
        let may_export = use_right(Right::Export);
        let action = (may_edit || may_export)
            .then(|| view! { <Acts company may_edit export=may_export.then_some(query) /> }.into_any());
        view! {
            <Page title=words!(i18n, contacts.title) about=words!(i18n, contacts.about) action>
                <ActionResult action=tagging tells_fields=true>{t!(i18n, contacts.tagged)}</ActionResult>
                <ActionResult action=erasing>{t!(i18n, contacts.erased)}</ActionResult>
                <section class="panel flush" aria-label=t_string!(i18n, contacts.title)>
                    <Loaded from=tags rows=1 children={move |rows: Vec<TagRow>| move || view! {
                        <TagTabs company query=query.get() tags=rows.clone() />
                        <Filters company query=query.get() tags=rows.clone() />
                    }} />
                    <Loaded from=list rows=8 children={move |found: ContactList| {
                        let query = query.get_untracked();
                        match (found.rows.is_empty(), query.is_filtered()) {
                            (false, _) => view! { <Rows company list=found query tags tagging may_edit /> }.into_any(),
                            (true, true) => view! { <NoneFound company /> }.into_any(),
                            (true, false) => view! { <Nobody company may_edit /> }.into_any(),
                        }
                    }} />
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Acts(
    company: CompanyId,
    may_edit: bool,
    /// The filter of the list, for those who may take it out as a file.
    export: Option<Memo<ContactQuery>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let export = export.map(|query| {
        let href = move || query.with(|query| export_path(company, query));
        view! { <a class="btn" href=href rel="external">{t!(i18n, contacts.export)}</a> }
    });
    let ways_in = may_edit.then(|| {
        view! {
            <a class="btn" href=format!("/c/{company}/contacts/import")>{t!(i18n, contacts.import)}</a>
            <a class="btn primary" href=format!("/c/{company}/contacts/new")>
                <Icon name="plus" />{t!(i18n, contacts.add)}
            </a>
        }
    });
    view! { {export}{ways_in} }
}

#[component]
fn NoneFound(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon="filter" title=words!(i18n, contacts.none_found)>
            <p>{t!(i18n, contacts.none_found_about)}</p>
            <a class="btn" href=format!("/c/{company}/contacts")>{t!(i18n, contacts.clear_filters)}</a>
        </Empty>
    }
}

/// Nobody yet: the ways in.
#[component]
fn Nobody(company: CompanyId, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let ways = may_edit.then(|| view! {
        <div class="row">
            <a class="btn primary" href=format!("/c/{company}/contacts/import")>{t!(i18n, contacts.import_list)}</a>
            <a class="btn" href=format!("/c/{company}/contacts/new")>{t!(i18n, contacts.add_one)}</a>
        </div>
    });
    view! {
        <Empty icon="users" title=words!(i18n, contacts.empty_title)>
            <p>{t!(i18n, contacts.empty_about)}</p>
            {ways}
        </Empty>
    }
}
