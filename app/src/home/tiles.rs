use domain::id::CompanyId;
use domain::lang::Lang;
use domain::messages::{Overview, Period, Reach, Share};
use domain::time::Weekday;
use domain::turkish::{format_date, format_integer, format_percent};
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::use_page_context;

/// What happened since midnight.
#[component]
pub fn Today(overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let date = overview.now.to_istanbul().date();
    let (date, weekday) = (format_date(date, lang), weekday(i18n, date.weekday()));
    let day = match lang {
        Lang::Tr => format!("{date} {weekday}"),
        Lang::En => format!("{weekday}, {date}"),
    };
    let Reach { sent, delivered, failed, waiting, .. } = overview.today;
    view! {
        <section class="stack" aria-labelledby="today">
            <div class="row between"><h2 id="today">{t!(i18n, home.today)}</h2><p class="sm dim">{day}</p></div>
            <dl class="tiles">
                <Tile name=words!(i18n, home.tile_sent) count=sent />
                <Tile name=words!(i18n, home.tile_delivered) count=delivered.part />
                <Tile name=words!(i18n, home.tile_failed) count=failed />
                <Tile name=words!(i18n, home.tile_waiting) count=waiting />
            </dl>
        </section>
    }
}

/// The last days in four numbers; shares are of what was sent where somebody tells.
#[component]
pub fn Recent(company: CompanyId, overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let reach = overview.recent;
    let percent = move |share: Share| format_percent(u64::from(share.part), u64::from(share.of), lang);
    let days = overview.days.len();
    let before = format_integer(i64::from(overview.sent_before), lang);
    let before = t_string!(i18n, home.sent_before, days = days, count = before).to_string();
    let read = if reach.read.of > 0 {
        t_string!(i18n, home.read_of_whatsapp, share = percent(reach.read)).to_string()
    } else {
        t_string!(i18n, home.read_only_whatsapp).to_owned()
    };
    let delivered = if reach.delivered.of > 0 {
        percent(reach.delivered)
    } else {
        t_string!(i18n, home.untold).to_owned()
    };
    let failed = percent(Share { part: reach.failed, of: reach.sent });
    view! {
        <section class="stack" aria-labelledby="days">
            <div class="row between">
                <h2 id="days">{t!(i18n, home.last_days, days = days)}</h2><Periods company days />
            </div>
            <dl class="tiles">
                <Tile name=words!(i18n, home.tile_sent) count=reach.sent sub=before />
                <Tile name=words!(i18n, home.tile_delivered) count=reach.delivered.part sub=delivered />
                <Tile name=words!(i18n, home.tile_read) count=reach.read.part sub=read />
                <Tile name=words!(i18n, home.tile_failed) count=reach.failed sub=failed />
            </dl>
        </section>
    }
}

/// Leads to the other periods.
#[component]
fn Periods(company: CompanyId, days: usize) -> impl IntoView {
    let i18n = use_i18n();
    let links = Period::ALL.map(|period| {
        let length = period.days();
        let current = (usize::from(length) == days).then_some("page");
        view! {
            <a href=format!("/c/{company}?days={length}") aria-current=current>{t!(i18n, home.days, days = length)}</a>
        }
    });
    view! { <nav class="tabs" aria-label=t_string!(i18n, home.period)>{links}</nav> }
}

#[component]
fn Tile(name: Signal<String>, count: u32, #[prop(optional)] sub: String) -> impl IntoView {
    let lang = use_page_context().lang;
    let sub = (!sub.is_empty()).then(|| view! { <dd class="sub">{sub}</dd> });
    view! { <div class="tile"><dt>{name}</dt><dd>{format_integer(i64::from(count), lang)}</dd>{sub}</div> }
}

fn weekday(i18n: Locale, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => t_string!(i18n, home.monday),
        Weekday::Tuesday => t_string!(i18n, home.tuesday),
        Weekday::Wednesday => t_string!(i18n, home.wednesday),
        Weekday::Thursday => t_string!(i18n, home.thursday),
        Weekday::Friday => t_string!(i18n, home.friday),
        Weekday::Saturday => t_string!(i18n, home.saturday),
        Weekday::Sunday => t_string!(i18n, home.sunday),
    }
}
