use domain::id::CompanyId;
use domain::imports::{ImportCounts, ImportState, ImportView, RejectCount, RejectedRow};
use domain::rights::Right;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::labels::advice;
use crate::contacts::tag_path;
use crate::form::problem_text;
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Cell, Icon, LeadCell, Notice, Table, TableRow, Tone};

/// What became of the rows, why some were refused, and where to go from here.
#[component]
pub fn Outcome(company: CompanyId, import: ImportView) -> impl IntoView {
    let counts = import.counts;
    let rejected = counts.refused + counts.partial > 0;
    view! {
        <Ended import=import.clone() />
        <Counts counts />
        <NextSteps company import=import.clone() />
        {rejected.then(|| view! { <Rejected company import /> })}
    }
}

/// How it ended.
#[component]
fn Ended(import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, words) = match import.state {
        ImportState::Cancelled if import.started.is_none() => {
            (Tone::Warn, t_string!(i18n, imports.thrown_away))
        }
        ImportState::Cancelled => (Tone::Warn, t_string!(i18n, imports.was_stopped)),
        ImportState::Failed => (Tone::Bad, t_string!(i18n, imports.has_failed)),
        _ => (Tone::Good, t_string!(i18n, imports.all_read)),
    };
    let why = import.problem.map(move |problem| view! { <p>{problem_text(i18n, problem, None)}</p> });
    view! { <Notice tone><p><b>{words}</b></p>{why}</Notice> }
}

#[component]
fn Counts(counts: ImportCounts) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let added = if counts.added == 1 {
        words!(i18n, imports.one_added_about)
    } else {
        words!(i18n, imports.added_about)
    };
    let refused = if counts.refused == 1 {
        words!(i18n, imports.one_refused_about)
    } else {
        words!(i18n, imports.refused_about)
    };
    let tiles = [
        (words!(i18n, imports.added), counts.added, added),
        (words!(i18n, imports.updated), counts.updated, words!(i18n, imports.updated_about)),
        (words!(i18n, imports.partial), counts.partial, words!(i18n, imports.partial_about)),
        (words!(i18n, imports.refused), counts.refused, refused),
    ];
    let tiles = tiles.map(move |(name, count, about)| {
        view! {
            <div class="tile">
                <dt>{name}</dt><dd>{format_integer(i64::from(count), lang)}</dd><dd class="sub">{about}</dd>
            </div>
        }
    });
    view! { <dl class="tiles">{tiles}</dl> }
}

/// To the people that came in, by the tag they got.
#[component]
fn NextSteps(company: CompanyId, import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let may_send = use_right(Right::Send) && import.counts.added + import.counts.updated > 0;
    let (people, send) = match import.tag {
        Some(tag) => (tag_path(company, tag.id), Some(format!("/c/{company}/send?tag={}", tag.id))),
        None => (format!("/c/{company}/contacts?sort=newest"), None),
    };
    view! {
        <div class="row">
            {send.filter(|_| may_send).map(|href| view! {
                <a class="btn primary" href=href><Icon name="send" />{t!(i18n, imports.send_to_them)}</a>
            })}
            <a class="btn" href=people>{t!(i18n, imports.see_them)}</a>
            <a class="btn" href=format!("/c/{company}/contacts/import")>{t!(i18n, imports.another)}</a>
        </div>
    }
}

#[component]
fn Rejected(company: CompanyId, import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let reasons = import.reasons.into_iter().map(move |row| view! { <Reason row /> });
    view! {
        <section class="panel flush" aria-labelledby="why">
            <header>
                <h2 id="why">{t!(i18n, imports.why)}</h2>
                <a class="btn" href=format!("/c/{company}/imports/{}/refused.csv", import.id) download rel="external">
                    <Icon name="export" />{t!(i18n, imports.download)}
                </a>
            </header>
            <ul class="todo">{reasons.collect_view()}</ul>
        </section>
        <Examples rows=import.examples />
    }
}

/// How many for one reason, and what to do about them.
#[component]
fn Reason(row: RejectCount) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let count = format_integer(i64::from(row.refused + row.partial), lang);
    let partial = (row.partial > 0).then(|| {
        let number = format_integer(i64::from(row.partial), lang);
        t_count!(i18n, row.partial, imports.one_of_them_partial | of_them_partial, number = number)
    });
    view! {
        <li>
            <b>{count}</b>
            <div class="sm">
                <b>{row.reason.text(lang)}</b>
                <p class="dim">{advice(i18n, row.reason)}" "{partial}</p>
            </div>
            <span></span>
        </li>
    }
}

#[component]
fn Examples(rows: Vec<RejectedRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, imports.column_line),
        words!(i18n, imports.column_text),
        words!(i18n, imports.column_why),
        words!(i18n, imports.preview_result),
    ];
    let rows = rows.into_iter().map(move |row| view! { <Example row /> });
    view! {
        <section class="panel flush" aria-labelledby="examples">
            <header><h2 id="examples">{t!(i18n, imports.examples)}</h2></header>
            <Table caption=words!(i18n, imports.examples) columns>{rows.collect_view()}</Table>
        </section>
    }
}

#[component]
fn Example(row: RejectedRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let line = t_string!(i18n, imports.line, number = row.line.to_string()).to_string();
    let fate =
        if row.partial { t_string!(i18n, imports.taken_without) } else { t_string!(i18n, imports.not_taken) };
    view! {
        <TableRow>
            <LeadCell><b class="line">{line}</b></LeadCell>
            <Cell label=words!(i18n, imports.column_text)><span class="anywhere">{row.text}</span></Cell>
            <Cell label=words!(i18n, imports.column_why)><div class="fate">{row.reason.text(lang)}</div></Cell>
            <Cell label=words!(i18n, imports.preview_result)>{fate}</Cell>
        </TableRow>
    }
}
