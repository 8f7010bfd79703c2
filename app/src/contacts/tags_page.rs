use domain::contacts::TagRow;
use domain::id::CompanyId;
use domain::rights::Right;
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{DeleteTag, ListTags, RenameTag};
use super::paths::tag_path;
use crate::call::ask;
use crate::form::{ActionResult, Call, CompanyField, PostForm, SubmitButton, use_call, use_refetch};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{ActCell, Cell, Confirm, Empty, LeadCell, Loaded, Page, Table, TableRow};

/// `/c/{company}/tags`: every tag with the number of its people.
pub struct TagsPage;

#[lazy_route]
impl LazyRoute for TagsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let (company, may_edit) = (use_company(), use_right(Right::EditContacts));
        let tags = ask(move || ListTags { company });
        let (rename, delete) = (use_call::<RenameTag>(), use_call::<DeleteTag>());
        use_refetch(rename, tags);
        use_refetch(delete, tags);
        let back = (format!("/c/{company}/contacts"), words!(i18n, contacts.title));
        view! {
            <Page title=words!(i18n, contacts.tags) about=words!(i18n, contacts.tags_about) back narrow=true>
                <ActionResult action=rename>{t!(i18n, contacts.tag_renamed)}</ActionResult>
                <ActionResult action=delete>{t!(i18n, contacts.tag_deleted)}</ActionResult>
                <section class="panel flush">
                    <Loaded from=tags children={move |tags: Vec<TagRow>| match tags.is_empty() {
                        true => view! { <NoTags company /> }.into_any(),
                        false => view! { <Tags company tags rename delete may_edit /> }.into_any(),
                    }} />
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn NoTags(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon="tag" title=words!(i18n, contacts.no_tags_title)>
            <p>{t!(i18n, contacts.no_tags_about)}</p>
            <a class="btn" href=format!("/c/{company}/contacts")>{t!(i18n, contacts.to_people)}</a>
        </Empty>
    }
}

#[component]
fn Tags(company: CompanyId, tags: Vec<TagRow>, rename: Call, delete: Call, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let may_send = use_right(Right::Send);
    let columns = vec![words!(i18n, contacts.tag), words!(i18n, contacts.people)];
    let rows = tags.into_iter().map(move |tag| {
        let acts = may_edit.then(|| view! { <TagActs tag=tag.clone() rename delete /> });
        view! { <Row company tag may_send>{acts}</Row> }
    });
    view! { <Table caption=words!(i18n, contacts.tags) columns acts=true>{rows.collect_view()}</Table> }
}

#[component]
fn Row(company: CompanyId, tag: TagRow, may_send: bool, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let send = (may_send && tag.people > 0).then(|| view! {
        <a class="btn quiet" href=format!("/c/{company}/send?tag={}", tag.id)>{t!(i18n, contacts.send_to_them)}</a>
    });
    view! {
        <TableRow>
            <LeadCell><a href=tag_path(company, tag.id)>{tag.name}</a></LeadCell>
            <Cell label=words!(i18n, contacts.people)>{format_integer(i64::from(tag.people), lang)}</Cell>
            <ActCell><div class="row ends">{send}{children()}</div></ActCell>
        </TableRow>
    }
}

/// Renaming in a small dialog, and deleting after a question.
#[component]
fn TagActs(tag: TagRow, rename: Call, delete: Call) -> impl IntoView {
    let i18n = use_i18n();
    let id = tag.id;
    let asked = tag.name.clone();
    view! {
        <Rename tag action=rename />
        <Confirm
            id=format!("delete-{id}") label=words!(i18n, contacts.delete_tag)
            title=words!(i18n, contacts.delete_tag_title, tag = asked.clone())
            means=words!(i18n, contacts.delete_tag_means)
        >
            <PostForm action=delete>
                <CompanyField />
                <input type="hidden" name="tag" value=id.to_string() />
                <SubmitButton class="danger">{t!(i18n, contacts.delete_tag)}</SubmitButton>
            </PostForm>
        </Confirm>
    }
}

/// A popover, so that it opens without scripts too.
#[component]
fn Rename(tag: TagRow, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let (dialog, field) = (format!("rename-{}", tag.id), format!("name-{}", tag.id));
    let title = t_string!(i18n, contacts.rename_title, tag = tag.name.clone()).to_string();
    let (heading, closes) = (title.clone(), dialog.clone());
    view! {
        <button type="button" class="btn quiet" popovertarget=dialog.clone()>
            {t!(i18n, contacts.rename)}<span class="vh">" "{tag.name.clone()}</span>
        </button>
        <div class="float confirm rename" id=dialog popover="auto" role="dialog" aria-label=title>
            <h2>{heading}</h2>
            <PostForm action>
                <CompanyField />
                <input type="hidden" name="tag" value=tag.id.to_string() />
                <div class="field">
                    <label for=field.clone()>{t!(i18n, contacts.new_name)}</label>
                    <input class="in" id=field name="name" value=tag.name maxlength="40" autocomplete="off" />
                </div>
                <div class="row">
                    <button type="button" class="btn" popovertarget=closes popovertargetaction="hide">
                        {t!(i18n, parts.cancel)}
                    </button>
                    <SubmitButton>{t!(i18n, contacts.save)}</SubmitButton>
                </div>
            </PostForm>
        </div>
    }
}
