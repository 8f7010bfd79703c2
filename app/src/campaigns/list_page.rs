use domain::campaigns::{CampaignRow, CampaignState};
use domain::id::CompanyId;
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ListCampaigns;
use super::view_page::state_text;
use crate::call::ask;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Empty, Icon, LeadCell, Loaded, Moment, Page, Table, TableRow, channel_name};

/// `/c/{company}/campaigns`: the newest first.
pub struct CampaignsPage;

#[lazy_route]
impl LazyRoute for CampaignsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let query = use_query_map();
        let before = move || query.with(|query| query.get("before")?.parse().ok());
        let rows = ask(move || ListCampaigns { company, before: before() });
        let send = move || {
            view! { <a class="btn primary" href=format!("/c/{company}/send")><Icon name="send" />{t!(i18n, frame.send)}</a> }
        };
        view! {
            <Page title=words!(i18n, campaigns.title) action=Some(send().into_any())>
                <section class="panel flush">
                    <Loaded from=rows children={move |rows: Vec<CampaignRow>| {
                        if rows.is_empty() {
                            view! {
                                <Empty icon="flag" title=words!(i18n, campaigns.empty_title)>
                                    <p>{t!(i18n, campaigns.empty_about)}</p>
                                    {send()}
                                </Empty>
                            }
                            .into_any()
                        } else {
                            view! { <Rows company rows /> }.into_any()
                        }
                    }} />
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Rows(company: CompanyId, rows: Vec<CampaignRow>) -> impl IntoView {
    let i18n = use_i18n();
    let more = (rows.len() >= 50).then(|| rows.last().map(|row| row.id)).flatten();
    let columns = vec![
        words!(i18n, campaigns.column_name),
        words!(i18n, campaigns.column_state),
        words!(i18n, campaigns.column_delivered),
        words!(i18n, campaigns.column_started),
    ];
    let rows = rows.into_iter().map(move |row| view! { <Row company row /> });
    view! {
        <Table caption=words!(i18n, campaigns.title) columns>{rows.collect_view()}</Table>
        {more.map(|id| view! {
            <div class="pager">
                <span></span>
                <a class="btn" href=format!("/c/{company}/campaigns?before={id}")>{t!(i18n, campaigns.older)}</a>
            </div>
        })}
    }
}

#[component]
fn Row(company: CompanyId, row: CampaignRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let name = if row.name.is_empty() { t_string!(i18n, campaigns.unnamed).to_owned() } else { row.name };
    let place = if row.state == CampaignState::Draft { "send" } else { "campaigns" };
    let arrived = row.progress.delivered + row.progress.read;
    let share = format!(
        "{} / {}",
        format_integer(i64::from(arrived), lang),
        format_integer(i64::from(row.progress.total), lang),
    );
    view! {
        <TableRow>
            <LeadCell>
                <a href=format!("/c/{company}/{place}/{}", row.id)>{name}</a>
                <span class="sub">{channel_name(i18n, row.channel)}</span>
            </LeadCell>
            <Cell label=words!(i18n, campaigns.column_state)>{state_text(i18n, row.state)}</Cell>
            <Cell label=words!(i18n, campaigns.column_delivered)>{share}</Cell>
            <Cell label=words!(i18n, campaigns.column_started)>
                <Moment at=row.launched.unwrap_or(row.created) />
            </Cell>
        </TableRow>
    }
}
