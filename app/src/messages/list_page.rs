use domain::id::{CompanyId, MessageId};
use domain::messages::{MessageList, MessageQuery, MessageRow, MessageViewRow};
use domain::phone::humanize;
use domain::rights::Right;
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{ListMessages, ListViews};
use super::bulk_bar::BulkBar;
use super::filters::Filters;
use super::paths::{export_path, list_path, read_query};
use super::reason::Reason;
use super::state_mark::{StateMark, Trace};
use super::view_tabs::ViewTabs;
use crate::call::ask;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{
    Cell, CheckCell, Empty, LeadCell, Loaded, Moment, Page, Refresh, Table, TableRow, channel_name,
    use_changes,
};

/// `/c/{company}/messages`: every message, with its filters in the address.
pub struct MessagesPage;

#[lazy_route]
impl LazyRoute for MessagesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let address = use_query_map();
        let query = Memo::new(move |_| address.with(read_query));
        let changes = use_changes(vec![Topic::Messages]);
        let call = move || ListMessages { company, query: query.get() };
        let list = ask(call).again_when(move || changes.get());
        let views = ask(move || ListViews { company });
        let ticked = RwSignal::new(Vec::new());
        let reports = use_right(Right::SeeReports).then(|| {
            let href = format!("/c/{company}/reports");
            view! { <a class="btn" href=href rel="external">{t!(i18n, messages.reports)}</a> }
        });
        let export = use_right(Right::Export).then(|| {
            let href = move || query.with(|query| export_path(company, query));
            view! { <a class="btn" href=href rel="external">{t!(i18n, messages.export)}</a> }
        });
        let action = Some(view! { {reports}{export} }.into_any());
        view! {
            <Page title=words!(i18n, messages.title) action>
                <section class="panel flush">
                    <Loaded from=views rows=0 children={move |views: Vec<MessageViewRow>| {
                        move || view! { <ViewTabs company query=query.get() views=views.clone() /> }
                    }} />
                    {move || view! { <Filters company query=query.get() /> }}
                    <Loaded from=list rows=8 children={move |list: MessageList| {
                        let query = query.get_untracked();
                        if list.rows.is_empty() {
                            view! { <Nothing company filtered=query != MessageQuery::default() /> }.into_any()
                        } else {
                            view! { <Rows company list query ticked /> }.into_any()
                        }
                    }} />
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Nothing(company: CompanyId, filtered: bool) -> impl IntoView {
    let i18n = use_i18n();
    if filtered {
        return view! {
            <Empty icon="filter" title=words!(i18n, messages.none_found)>
                <a class="btn" href=format!("/c/{company}/messages")>{t!(i18n, messages.clear_filters)}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon="msg" title=words!(i18n, messages.empty_title)>
            <p>{t!(i18n, messages.empty_about)}</p>
            <a class="btn primary" href=format!("/c/{company}/send")>{t!(i18n, frame.send)}</a>
        </Empty>
    }
    .into_any()
}

/// A page of messages in one form, so that the ticked ones can be treated together.
#[component]
fn Rows(
    company: CompanyId,
    list: MessageList,
    query: MessageQuery,
    ticked: RwSignal<Vec<MessageId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let may_send = use_right(Right::Send);
    let columns = vec![
        words!(i18n, messages.column_recipient),
        words!(i18n, messages.column_state),
        words!(i18n, messages.column_channel),
        words!(i18n, messages.column_time),
    ];
    let rows = list.rows.into_iter().map(move |row| view! { <Row company row ticked may_send /> });
    let rows = rows.collect_view();
    let older =
        list.older.map(|id| list_path(company, &MessageQuery { before: id.to_string(), ..query.clone() }));
    view! {
        <Refresh while_moving=list.moving />
        <form class="people" method="get" action=format!("/c/{company}/bulk")>
            {may_send.then(|| view! { <BulkBar query ticked /> })}
            <Table caption=words!(i18n, messages.title) columns checks=may_send>{rows}</Table>
        </form>
        {older.map(|href| view! {
            <div class="pager"><span></span><a class="btn" href=href>{t!(i18n, messages.older)}</a></div>
        })}
    }
}

#[component]
fn Row(
    company: CompanyId,
    row: MessageRow,
    ticked: RwSignal<Vec<MessageId>>,
    may_send: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let address = humanize(&row.recipient);
    let id = row.id;
    let check = may_send.then(|| {
        let who = row.name.clone().unwrap_or_else(|| address.clone());
        let label = t_string!(i18n, messages.tick, name = who).to_string();
        view! {
            <CheckCell
                name="m" value=id.to_string() label
                checked=Signal::derive(move || ticked.with(|ids| ids.contains(&id)))
                on_change=Callback::new(move |on| ticked.update(|ids| tick(ids, id, on)))
            />
        }
    });
    let (name, recipient) = match row.name {
        Some(name) => (name, Some(view! { <span class="dim">" · "{address}</span> })),
        None => (address, None),
    };
    view! {
        <TableRow>
            {check}
            <LeadCell>
                <a href=format!("/c/{company}/messages/{id}")>{name}</a>{recipient}
                <span class="sub">{row.excerpt}</span>
            </LeadCell>
            <Cell label=words!(i18n, messages.column_state)>
                <StateMark state=row.state />" "<Trace state=row.state />
                <span class="sub">{row.reason.map(|reason| view! { <Reason company reason /> })}</span>
            </Cell>
            <Cell label=words!(i18n, messages.column_channel)>{channel_name(i18n, row.channel)}</Cell>
            <Cell label=words!(i18n, messages.column_time)><Moment at=row.changed /></Cell>
        </TableRow>
    }
}

fn tick(ids: &mut Vec<MessageId>, id: MessageId, on: bool) {
    ids.retain(|other| *other != id);
    if on {
        ids.push(id);
    }
}
