use domain::contacts::{AddressBadge, AddressKind, ContactList, ContactQuery, ContactRow, TagRow};
use domain::id::{CompanyId, ContactId};
use domain::message::Channel;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::bulk::BulkBar;
use super::labels::{kind_text, shown_name, state_text};
use super::paths::{contact_path, list_path, tag_path};
use crate::call::Asked;
use crate::form::{Call, CompanyField, PostForm};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, CheckCell, LeadCell, Table, TableRow, channel_leading};

/// A page of people in one form, so that the ticked ones can be acted on together.
#[component]
pub fn Rows(
    company: CompanyId,
    list: ContactList,
    query: ContactQuery,
    tags: Asked<Vec<TagRow>>,
    tagging: Call,
    may_edit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let ticked = RwSignal::new(ticked_before(tagging));
    let columns = vec![
        words!(i18n, contacts.column_name),
        words!(i18n, contacts.column_phone),
        words!(i18n, contacts.column_email),
        words!(i18n, contacts.column_tags),
    ];
    let here: Vec<_> = list.rows.iter().map(|row| row.id).collect();
    let rows =
        list.rows.into_iter().map(move |row| view! { <Row company row ticked may_edit /> }).collect_view();
    let (previous, next, found, filter) = (list.previous, list.next, list.found, query.clone());
    view! {
        <PostForm action=tagging class="people">
            <CompanyField />
            {may_edit.then(|| view! { <BulkBar company query=filter here found tags ticked /> })}
            <Table caption=words!(i18n, contacts.title) columns checks=may_edit>{rows}</Table>
        </PostForm>
        <Pager company query previous next found />
    }
}

/// Who was ticked when the form failed and came back without JavaScript.
fn ticked_before(tagging: Call) -> Vec<ContactId> {
    let kept = tagging.kept("contacts[]").unwrap_or_default();
    kept.lines().filter_map(|id| id.parse().ok()).collect()
}

#[component]
fn Row(
    company: CompanyId,
    row: ContactRow,
    ticked: RwSignal<Vec<ContactId>>,
    may_edit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, name) = (row.id, shown_name(i18n, &row.name));
    let label = t_string!(i18n, contacts.tick, name = name.clone()).to_string();
    let check = may_edit.then(|| {
        view! {
            <CheckCell
                name="contacts[]" value=id.to_string() label
                checked=Signal::derive(move || ticked.with(|ids| ids.contains(&id)))
                on_change=Callback::new(move |on| ticked.update(|ids| tick(ids, id, on)))
            />
        }
    });
    let about = if row.code.is_empty() { kind_text(i18n, row.kind).to_owned() } else { row.code };
    let refused = |kind: AddressKind| {
        row.refused.iter().copied().filter(move |channel| AddressKind::of(*channel) == kind)
    };
    let (no_calls, no_mail) = (refused(AddressKind::Phone).collect(), refused(AddressKind::Email).collect());
    let tags = row.tags.into_iter().map(move |tag| {
        view! { <a class="tag" href=tag_path(company, tag.id)>{tag.name}</a> }
    });
    let tags = tags.collect_view();
    view! {
        <TableRow>
            {check}
            <LeadCell><a href=contact_path(company, id)>{name}</a><span class="sub">{about}</span></LeadCell>
            <Cell label=words!(i18n, contacts.column_phone)>
                {row.phone.map(|badge| view! { <Reached badge more=row.more_phones refused=no_calls phone=true /> })}
            </Cell>
            <Cell label=words!(i18n, contacts.column_email)>
                {row.email.map(|badge| view! { <Reached badge more=row.more_emails refused=no_mail phone=false /> })}
            </Cell>
            <Cell label=words!(i18n, contacts.column_tags)>
                {(!tags.is_empty()).then(|| view! { <span class="tags">{tags}</span> })}
            </Cell>
        </TableRow>
    }
}

fn tick(ids: &mut Vec<ContactId>, id: ContactId, on: bool) {
    ids.retain(|other| *other != id);
    if on {
        ids.push(id);
    }
}

/// An address, how many more there are, and what keeps messages from it.
#[component]
fn Reached(badge: AddressBadge, more: u32, refused: Vec<Channel>, phone: bool) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let more = (more > 0).then(|| format!(" +{}", format_integer(i64::from(more), lang)));
    let broken = (!badge.state.is_usable()).then(|| state_text(i18n, badge.state));
    let landline =
        (phone && !badge.takes_sms && broken.is_none()).then(|| t_string!(i18n, contacts.landline));
    let refused: Vec<_> = refused.into_iter().map(|channel| channel_leading(i18n, channel)).collect();
    let refused = (!refused.is_empty())
        .then(|| t_string!(i18n, contacts.refused_on, channels = refused.join(", ")).to_string());
    view! {
        <div>
            {badge.shown}{more.map(|more| view! { <span class="dim">{more}</span> })}
            {broken.map(|words| view! { <span class="sub bad">{words}</span> })}
            {landline.map(|words| view! { <span class="sub">{words}</span> })}
            {refused.map(|words| view! { <span class="sub bad">{words}</span> })}
        </div>
    }
}

#[component]
fn Pager(
    company: CompanyId,
    query: ContactQuery,
    previous: Option<ContactId>,
    next: Option<ContactId>,
    found: Option<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let base = query.first_page();
    let back = previous.map(|id| ContactQuery { before: id.to_string(), ..base.clone() });
    let on = next.map(|id| ContactQuery { after: id.to_string(), ..base.clone() });
    let link = move |query: Option<ContactQuery>, words: Signal<String>| {
        query.map(|query| view! { <a class="btn" href=list_path(company, &query)>{words}</a> })
    };
    let found = found.map(move |count| {
        let number = format_integer(i64::from(count), lang);
        t_count!(i18n, count, contacts.one_found | found, number = number)
    });
    view! {
        <div class="pager sm dim">
            <span>{found}</span>
            <span class="row">
                {link(back, words!(i18n, contacts.previous))}{link(on, words!(i18n, contacts.next))}
            </span>
        </div>
    }
}
