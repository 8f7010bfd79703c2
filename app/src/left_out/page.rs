use domain::campaigns::{Exclusion, LeftOutList, LeftOutQuery, LeftOutRow};
use domain::id::{CampaignId, CompanyId};
use domain::phone::humanize;
use domain::rights::Right;
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::list_left_out;
use crate::address::query_string;
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::messages::skip_text;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Cell, Empty, FailureNotice, LeadCell, Page, Table, TableRow};

/// `/c/{company}/campaigns/{campaign}/left-out`: who got no message, and why.
pub struct LeftOutPage;

#[lazy_route]
impl LazyRoute for LeftOutPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let company = use_company();
        let campaign = use_id("campaign").unwrap_or(CampaignId::from_i64(0));
        let query = use_query_map().with_untracked(|address| LeftOutQuery {
            reason: address.get("reason").unwrap_or_default(),
            from: address.get("from").unwrap_or_default(),
        });
        let drawn = Suspend::new(async move {
            match list_left_out(company, campaign, query.clone()).await {
                Ok(list) => view! { <People company campaign list query /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        let i18n = use_i18n();
        let back = (format!("/c/{company}/campaigns/{campaign}"), words!(i18n, exports.col_campaign));
        let action = use_right(Right::Export).then(|| {
            let href = format!("/c/{company}/exports/people?campaign={campaign}");
            view! { <a class="btn" href=href>{t!(i18n, exports.export)}</a> }.into_any()
        });
        view! {
            <Page title=words!(i18n, left_out.title) about=words!(i18n, left_out.about) back action>
                <Suspense>{drawn}</Suspense>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn People(company: CompanyId, campaign: CampaignId, list: LeftOutList, query: LeftOutQuery) -> impl IntoView {
    let counted: u32 = list.excluded.iter().map(|row| row.count).sum();
    if list.rows.is_empty() && query.from.is_empty() {
        return view! { <Nobody counted /> }.into_any();
    }
    view! {
        <section class="panel flush" aria-label=t_string!(use_i18n(), left_out.title)>
            <Reasons company campaign excluded=list.excluded.clone() query=query.clone() />
            <Rows company rows=list.rows />
            <Pager company campaign query next=list.next />
        </section>
    }
    .into_any()
}

/// Nobody, or a campaign from before these lists were kept.
#[component]
fn Nobody(counted: u32) -> impl IntoView {
    let i18n = use_i18n();
    let (title, about) = match counted {
        0 => (words!(i18n, left_out.none), t_string!(i18n, left_out.none_about)),
        _ => (words!(i18n, left_out.not_kept), t_string!(i18n, left_out.not_kept_about)),
    };
    view! { <section class="panel flush"><Empty icon="users" title><p>{about}</p></Empty></section> }
}

/// All, or those of one reason, with their numbers.
#[component]
fn Reasons(
    company: CompanyId,
    campaign: CampaignId,
    excluded: Vec<Exclusion>,
    query: LeftOutQuery,
) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let number = move |count: u32| format_integer(i64::from(count), lang);
    let here = format!("/c/{company}/campaigns/{campaign}/left-out");
    let all: u32 = excluded.iter().map(|row| row.count).sum();
    let everybody = query.reason.is_empty().then_some("page");
    let tabs = excluded.into_iter().map(|row| {
        let current = (row.reason.word() == query.reason).then_some("page");
        view! {
            <a href=format!("{here}?reason={}", row.reason) aria-current=current>
                {skip_text(i18n, row.reason)}" "<span class="count">{number(row.count)}</span>
            </a>
        }
    });
    let tabs = tabs.collect_view();
    view! {
        <nav class="tabs" aria-label=t_string!(i18n, left_out.reasons)>
            <a href=here aria-current=everybody>
                {t!(i18n, left_out.all)}" "<span class="count">{number(all)}</span>
            </a>
            {tabs}
        </nav>
    }
}

#[component]
fn Rows(company: CompanyId, rows: Vec<LeftOutRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![words!(i18n, left_out.column_person), words!(i18n, left_out.column_reason)];
    let rows = rows.into_iter().map(move |row| view! { <Row company row /> });
    view! { <Table caption=words!(i18n, left_out.title) columns>{rows.collect_view()}</Table> }
}

#[component]
fn Row(company: CompanyId, row: LeftOutRow) -> impl IntoView {
    let i18n = use_i18n();
    let address = humanize(&row.address);
    let gone = row.contact.is_none() && row.address.is_empty();
    let shown = match (row.name, gone) {
        (Some(name), _) => name,
        (None, true) => t_string!(i18n, left_out.gone).to_owned(),
        (None, false) if address.is_empty() => t_string!(i18n, left_out.no_address).to_owned(),
        (None, false) => address.clone(),
    };
    let under =
        (shown != address && !address.is_empty()).then(|| view! { <span class="sub">{address}</span> });
    let lead = match row.contact.filter(|_| use_right(Right::SeeContacts)) {
        Some(id) => view! { <a href=format!("/c/{company}/contacts/{id}")>{shown}</a> }.into_any(),
        None => view! { <b>{shown}</b> }.into_any(),
    };
    view! {
        <TableRow>
            <LeadCell>{lead}{under}</LeadCell>
            <Cell label=words!(i18n, left_out.column_reason)>{skip_text(i18n, row.reason)}</Cell>
        </TableRow>
    }
}

#[component]
fn Pager(company: CompanyId, campaign: CampaignId, query: LeftOutQuery, next: Option<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let from = |place: String| {
        let query = LeftOutQuery { reason: query.reason.clone(), from: place };
        format!("/c/{company}/campaigns/{campaign}/left-out{}", query_string(&query))
    };
    let first = (!query.from.is_empty())
        .then(|| view! { <a class="btn" href=from(String::new())>{t!(i18n, left_out.first)}</a> });
    let next = next.map(|place| {
        view! { <a class="btn" href=from(place.to_string())>{t!(i18n, left_out.next)}</a> }
    });
    (first.is_some() || next.is_some()).then(|| view! { <div class="pager">{first}<span></span>{next}</div> })
}
