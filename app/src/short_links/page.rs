use domain::id::CompanyId;
use domain::short_links::{ShortLinkRow, ShortLinksView};
use domain::turkish::{format_date, format_integer};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::list_short_links;
use super::switch::Switch;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Empty, FailureNotice, LeadCell, Notice, Page, Table, TableRow, Tone};
use crate::reports::Kinds;

/// `/c/{company}/reports/links`: whether addresses in SMS are shortened, and how often they were opened.
pub struct ShortLinksPage;

#[lazy_route]
impl LazyRoute for ShortLinksPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let drawn = Suspend::new(async move {
            match list_short_links(company).await {
                Ok(links) => view! { <Contents company links /> }.into_any(),
                Err(error) => {
                    crate::request::set_status(error.0.problem.status());
                    view! { <FailureNotice failure=error.0 /> }.into_any()
                }
            }
        });
        view! {
            <Page title=words!(i18n, reports.title) about=words!(i18n, short_links.about)>
                <Suspense>{drawn}</Suspense>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Contents(company: CompanyId, links: ShortLinksView) -> impl IntoView {
    let i18n = use_i18n();
    let rows = links.rows.clone();
    view! {
        <section class="panel flush">
            <Kinds here="reports/links" />
            {if rows.is_empty() {
                view! {
                    <Empty icon="chart" title=words!(i18n, short_links.none)>
                        <p>{t!(i18n, short_links.none_about)}</p>
                    </Empty>
                }
                .into_any()
            } else {
                view! { <Opened company rows /> }.into_any()
            }}
        </section>
        <Switch links />
        <Notice tone=Tone::Plain><p>{t!(i18n, short_links.note)}</p></Notice>
    }
}

#[component]
fn Opened(company: CompanyId, rows: Vec<ShortLinkRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, short_links.column_address),
        words!(i18n, short_links.column_sent),
        words!(i18n, short_links.column_made),
        words!(i18n, short_links.column_opened),
    ];
    let rows = rows.into_iter().map(|row| view! { <Row company row /> }).collect_view();
    view! { <Table caption=words!(i18n, short_links.caption) columns>{rows}</Table> }
}

#[component]
fn Row(company: CompanyId, row: ShortLinkRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let address = match row.address.is_empty() {
        true => t_string!(i18n, short_links.personal).to_owned(),
        false => row.address,
    };
    let sent = match row.campaign {
        None => t_string!(i18n, short_links.one_by_one).into_any(),
        Some(campaign) => {
            let name = match row.campaign_name.is_empty() {
                true => t_string!(i18n, short_links.unnamed).to_owned(),
                false => row.campaign_name,
            };
            view! { <a href=format!("/c/{company}/campaigns/{campaign}")>{name}</a> }.into_any()
        }
    };
    let day = format_date(row.made.to_istanbul().date(), lang);
    view! {
        <TableRow>
            <LeadCell><span class="pre">{address}</span></LeadCell>
            <Cell label=words!(i18n, short_links.column_sent)>{sent}</Cell>
            <Cell label=words!(i18n, short_links.column_made)>{day}</Cell>
            <Cell label=words!(i18n, short_links.column_opened)>{format_integer(i64::from(row.opened), lang)}</Cell>
        </TableRow>
    }
}
