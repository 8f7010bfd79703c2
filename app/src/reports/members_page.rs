use domain::reports::{MemberReport, MemberReportRow, ReportQuery};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::report_members;
use super::period::{Meaning, NoReport, Period, asked, export_link};
use super::table::{CountedRow, columns};
use crate::frame::use_company;
use crate::i18n::*;
use crate::parts::{Empty, Page, Table};

const HERE: &str = "reports/members";

/// `/c/{company}/reports/members`: who sent what in a period.
pub struct MemberReportPage;

#[lazy_route]
impl LazyRoute for MemberReportPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let (company, query) = (use_company(), asked());
        let action = export_link(i18n, "members", &query);
        let drawn = Suspend::new(async move {
            match report_members(company, query.clone()).await {
                Ok(report) => view! { <Report report /> }.into_any(),
                Err(error) => view! { <NoReport query here=HERE failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <Page title=words!(i18n, reports.title) about=words!(i18n, reports.about_members) action>
                <Suspense>{drawn}</Suspense>
                <Meaning />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Report(report: MemberReport) -> impl IntoView {
    let i18n = use_i18n();
    let query = ReportQuery::of(report.first, report.last);
    let nothing = report.rows.is_empty();
    let rows = report.rows.into_iter().map(|row| {
        let lead = member_name(i18n, &row);
        view! { <CountedRow lead channel=row.channel counted=row.counted /> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="panel flush">
            <Period query here=HERE />
            {if nothing {
                view! {
                    <Empty icon="chart" title=words!(i18n, reports.none)><p>{t!(i18n, reports.none_about)}</p></Empty>
                }
                .into_any()
            } else {
                let columns = columns(i18n, words!(i18n, reports.column_member));
                view! { <Table caption=words!(i18n, reports.members) columns>{rows}</Table> }.into_any()
            }}
        </section>
    }
}

/// Who it was, also where nobody has a name.
pub fn member_name(i18n: Locale, row: &MemberReportRow) -> String {
    match row.member {
        None => t_string!(i18n, reports.nobody).to_owned(),
        Some(_) if row.name.is_empty() => t_string!(i18n, reports.gone).to_owned(),
        Some(_) => row.name.clone(),
    }
}
