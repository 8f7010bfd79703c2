use domain::imports::{PreviewRow, RejectReason};
use domain::lang::Lang;
use leptos::prelude::*;

use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Icon, LeadCell, Table, TableRow};

/// The first rows as they would come in, with what would be left out and why.
#[component]
pub fn FirstRows(rows: Vec<PreviewRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, imports.preview_name),
        words!(i18n, imports.preview_addresses),
        words!(i18n, imports.preview_tags),
        words!(i18n, imports.preview_result),
    ];
    let rows = rows.into_iter().map(move |row| view! { <Row row /> });
    view! { <Table caption=words!(i18n, imports.first_rows) columns>{rows.collect_view()}</Table> }
}

#[component]
fn Row(row: PreviewRow) -> impl IntoView {
    let i18n = use_i18n();
    let line = t_string!(i18n, imports.line, number = row.line.to_string()).to_string();
    // A row that nothing can be read of is known by its number only.
    let (name, about) = match (row.name.is_empty(), row.code.is_empty()) {
        (true, _) => (line, None),
        (false, true) => (row.name.clone(), Some(line)),
        (false, false) => (row.name.clone(), Some(format!("{line} · {}", row.code))),
    };
    let addresses =
        row.phones.iter().chain(&row.emails).cloned().map(move |text| view! { <div>{text}</div> });
    let addresses: Vec<_> = addresses.collect();
    let tags = row.tags.join(", ");
    view! {
        <TableRow>
            <LeadCell>
                <b>{name}</b>{about.map(|about| view! { <span class="sub">{about}</span> })}
            </LeadCell>
            <Cell label=words!(i18n, imports.preview_addresses)>
                {(!addresses.is_empty()).then(|| view! { <div>{addresses}</div> })}
            </Cell>
            <Cell label=words!(i18n, imports.preview_tags)>{(!tags.is_empty()).then_some(tags)}</Cell>
            <Cell label=words!(i18n, imports.preview_result)><Fate row /></Cell>
        </TableRow>
    }
}

/// Taken in, taken in without a part, or refused.
#[component]
fn Fate(row: PreviewRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let (icon, tone, words) = match (row.refused, row.left_out.is_empty()) {
        (Some(_), _) => ("x", "failed", t_string!(i18n, imports.will_be_refused)),
        (None, false) => ("check", "held", t_string!(i18n, imports.will_be_partial)),
        (None, true) => ("check", "delivered", t_string!(i18n, imports.will_be_taken)),
    };
    // A reason is told once: beside the cell that it is about, if there is one.
    let told = row.left_out.iter().any(|(_, reason)| Some(*reason) == row.refused);
    let why = row.refused.filter(|_| !told);
    let why = why.map(move |reason| view! { <span class="sub">{reason.text(lang)}</span> });
    let left_out = row.left_out.into_iter().map(move |(text, reason)| view! { <LeftOut text reason lang /> });
    view! {
        <div class="fate">
            <span class="state" data-s=tone><Icon name=icon small=true />{words}</span>
            {why}
            {left_out.collect_view()}
        </div>
    }
}

#[component]
fn LeftOut(text: String, reason: RejectReason, lang: Lang) -> impl IntoView {
    if text.is_empty() {
        return view! { <span class="sub">{reason.text(lang)}</span> }.into_any();
    }
    view! { <span class="sub"><q>{text}</q>": "{reason.after_colon(lang)}</span> }.into_any()
}
