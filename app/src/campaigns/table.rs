use domain::campaigns::{CampaignRow, CampaignState};
use domain::id::CompanyId;
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use super::view_page::state_text;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Icon, LeadCell, Moment, Table, TableRow, channel_name};

/// Campaigns with their state and how many they reached.
#[component]
pub fn CampaignTable(company: CompanyId, rows: Vec<CampaignRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, campaigns.column_name),
        words!(i18n, campaigns.column_state),
        words!(i18n, campaigns.column_delivered),
        words!(i18n, campaigns.column_started),
    ];
    let rows = rows.into_iter().map(move |row| view! { <Row company row /> });
    view! { <Table caption=words!(i18n, campaigns.title) columns>{rows.collect_view()}</Table> }
}

#[component]
fn Row(company: CompanyId, row: CampaignRow) -> impl IntoView {
    let i18n = use_i18n();
    let name =
        if row.name.is_empty() { t_string!(i18n, campaigns.unnamed).to_owned() } else { row.name.clone() };
    let is_draft = row.state == CampaignState::Draft;
    let place = if is_draft { "send" } else { "campaigns" };
    let href = format!("/c/{company}/{place}/{}", row.id);
    let channel = channel_name(i18n, row.channel);
    let reached = reached(&row);
    let started = row.launched.map(|at| view! { <Moment at /> });
    view! {
        <TableRow>
            <LeadCell>
                <a href=href>{name}</a>
                <span class="sub">{channel}</span>
            </LeadCell>
            <Cell label=words!(i18n, campaigns.column_state)><CampaignMark row /></Cell>
            <Cell label=words!(i18n, campaigns.column_delivered)>{reached}</Cell>
            <Cell label=words!(i18n, campaigns.column_started)>{started}</Cell>
        </TableRow>
    }
}

/// `681 / 1.131`; nothing of a draft, and only the whole where nobody reports deliveries.
fn reached(row: &CampaignRow) -> Option<String> {
    let lang = use_page_context().lang;
    let total = format_integer(i64::from(row.progress.total), lang);
    let arrived = row.progress.delivered + row.progress.read;
    match (row.state, row.channel.reports_delivery() || arrived > 0) {
        (CampaignState::Draft | CampaignState::Submitted, _) => None,
        (_, true) => Some(format!("{} / {total}", format_integer(i64::from(arrived), lang))),
        (_, false) => Some(format!("– / {total}")),
    }
}

/// A campaign's state as icon and word; of a running one, how far it is.
#[component]
fn CampaignMark(row: CampaignRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let (mark, icon) = match row.state {
        CampaignState::Planning | CampaignState::Running => ("sending", "send"),
        CampaignState::Finished => ("done", "check"),
        CampaignState::Held => ("held", "pause"),
        CampaignState::Cancelled => ("cancelled", "stop"),
        _ => ("planned", "clock"),
    };
    let (waiting, total) = (u64::from(row.progress.waiting), u64::from(row.progress.total));
    let share = (row.state == CampaignState::Running && total > 0)
        .then(|| format!(", {}", format_percent(total.saturating_sub(waiting), total, lang)));
    view! { <span class="state" data-s=mark><Icon name=icon small=true />{state_text(i18n, row.state)}{share}</span> }
}
