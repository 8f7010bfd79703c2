use domain::id::{CampaignId, CompanyId};
use domain::messages::MessageRow;
use domain::phone::humanize;
use leptos::prelude::*;

use crate::i18n::*;
use crate::messages::{StateMark, reason_text};
use crate::parts::{Cell, Icon, LeadCell, Moment, Table, TableRow};

/// The newest messages of a campaign, with the way to all of them.
#[component]
pub fn Latest(company: CompanyId, campaign: CampaignId, rows: Vec<MessageRow>) -> impl IntoView {
    let i18n = use_i18n();
    let all = format!("/c/{company}/messages?campaign={campaign}");
    let columns = vec![
        words!(i18n, campaigns.latest_to),
        words!(i18n, campaigns.column_state),
        words!(i18n, campaigns.latest_at),
    ];
    let rows = rows.into_iter().map(move |row| view! { <Row company row /> });
    view! {
        <section class="panel flush" aria-labelledby="latest">
            <header>
                <h2 id="latest">{t!(i18n, campaigns.latest)}</h2>
                <a class="link" href=all>{t!(i18n, campaigns.each_message)}<Icon name="right" small=true /></a>
            </header>
            <Table caption=words!(i18n, campaigns.latest) columns>{rows.collect_view()}</Table>
        </section>
    }
}

#[component]
fn Row(company: CompanyId, row: MessageRow) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TableRow>
            <LeadCell><a href=format!("/c/{company}/messages/{}", row.id)>{humanize(&row.recipient)}</a></LeadCell>
            <Cell label=words!(i18n, campaigns.column_state)>
                <StateMark state=row.state />
                <span class="sub">{row.reason.map(|reason| reason_text(i18n, reason))}</span>
            </Cell>
            <Cell label=words!(i18n, campaigns.latest_at)><Moment at=row.changed /></Cell>
        </TableRow>
    }
}
