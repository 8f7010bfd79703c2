use domain::message::Channel;
use domain::messages::DayVolume;
use domain::reports::{ReportQuery, VolumeReport};
use domain::turkish::format_date;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::report_volume;
use super::period::{Meaning, NoReport, Period, asked, export_link};
use super::table::{CountedRow, columns};
use crate::frame::use_company;
use crate::home::chart::VolumeChart;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Empty, Page, Table};

/// Days that a chart shows at most; the table shows all.
const CHARTED: i32 = 62;
const HERE: &str = "reports";

/// `/c/{company}/reports`: messages and costs of a period by day and channel.
pub struct VolumePage;

#[lazy_route]
impl LazyRoute for VolumePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let (company, query) = (use_company(), asked());
        let action = export_link(i18n, "volume", &query);
        let drawn = Suspend::new(async move {
            match report_volume(company, query.clone()).await {
                Ok(report) => view! { <Report report /> }.into_any(),
                Err(error) => view! { <NoReport query here=HERE failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <Page title=words!(i18n, reports.title) about=words!(i18n, reports.about_volume) action>
                <Suspense>{drawn}</Suspense>
                <Meaning />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Report(report: VolumeReport) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let query = ReportQuery::of(report.first, report.last);
    let nothing = report.rows.is_empty();
    let charted = (!nothing && report.last.days_since(report.first) < CHARTED).then(|| days_of(&report));
    let totals = report.by_channel().into_iter().map(|(channel, counted)| {
        let lead = t_string!(i18n, reports.total).to_owned();
        view! { <CountedRow lead channel counted /> }
    });
    let totals = totals.collect_view();
    let rows = report.rows.into_iter().map(|row| {
        view! { <CountedRow lead=format_date(row.day, lang) channel=row.channel counted=row.counted /> }
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
                let columns = columns(i18n, words!(i18n, reports.column_day));
                view! { <Table caption=words!(i18n, reports.volume) columns>{totals}{rows}</Table> }.into_any()
            }}
        </section>
        {charted.map(|days| view! { <VolumeChart days /> })}
    }
}

/// Every day of the period, oldest first, as the chart shows it.
fn days_of(report: &VolumeReport) -> Vec<DayVolume> {
    let length = report.last.days_since(report.first) + 1;
    let day = |after: i32| {
        let day = report.first.plus_days(after);
        let sent = |channel: Channel| {
            let own = report.rows.iter().filter(|row| row.day == day && row.channel == channel);
            own.map(|row| row.counted.sent).sum()
        };
        DayVolume {
            day,
            whatsapp: sent(Channel::Whatsapp),
            sms: sent(Channel::Sms),
            email: sent(Channel::Email),
        }
    };
    (0..length).map(day).collect()
}
