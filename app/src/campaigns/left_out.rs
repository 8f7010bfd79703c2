use domain::campaigns::Exclusion;
use domain::id::CompanyId;
use domain::message::SkipReason;
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::i18n::*;
use crate::messages::skip_text;
use crate::page_context::use_page_context;

/// Who does not get it, by reason, with a few names and the way to mend it.
#[component]
pub fn LeftOut(
    company: CompanyId,
    excluded: Vec<Exclusion>,
    /// Where the text is changed; empty when it cannot be any more.
    #[prop(optional, into)]
    content: String,
    /// Where all of them are listed; empty before the launch.
    #[prop(optional, into)]
    list: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let all: u32 = excluded.iter().map(|row| row.count).sum();
    let nobody = excluded.is_empty();
    let rows = excluded.into_iter().map(move |row| view! { <Row company row content=content.clone() /> });
    view! {
        <div class="panel flush">
            <header>
                <h3>{t!(i18n, campaigns.left_out, count = format_integer(i64::from(all), lang))}</h3>
                {(!list.is_empty()).then(|| view! {
                    <a class="link" href=list rel="external">{t!(i18n, campaigns.left_out_list)}</a>
                })}
            </header>
            {nobody.then(|| view! { <p class="pad sm dim">{t!(i18n, campaigns.nobody_left_out)}</p> })}
            {(!nobody).then(|| view! { <ul class="todo">{rows.collect_view()}</ul> })}
        </div>
    }
}

#[component]
fn Row(company: CompanyId, row: Exclusion, content: String) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let more = row.count > u32::try_from(row.examples.len()).unwrap_or(u32::MAX);
    // A number or a name is not broken in two.
    let examples: Vec<_> = row.examples.iter().map(|who| who.replace(' ', "\u{a0}")).collect();
    let examples = examples.join(", ") + if more { ", …" } else { "" };
    let mend = |place: &str, words| (!content.is_empty()).then(|| (format!("{content}{place}"), words));
    let way = match row.reason {
        SkipReason::MissingVariable | SkipReason::TooLong => mend("", t_string!(i18n, campaigns.mend_text)),
        SkipReason::WindowClosed => mend("&template=", t_string!(i18n, campaigns.mend_template)),
        SkipReason::Duplicate => None,
        _ => Some((format!("/c/{company}/contacts"), t_string!(i18n, campaigns.mend_people))),
    };
    let (about, sample) = match row.reason {
        SkipReason::MissingVariable => (t_string!(i18n, campaigns.missing_about), "{{ad|müşterimiz}}"),
        SkipReason::WindowClosed => (t_string!(i18n, messages.advise_template), ""),
        _ => ("", ""),
    };
    let sample = (!sample.is_empty()).then(|| view! { " "<code>{sample}</code> });
    let about = (!about.is_empty()).then(|| view! { <p class="dim">{about}{sample}</p> });
    view! {
        <li>
            <b>{format_integer(i64::from(row.count), lang)}</b>
            <div class="sm"><b>{skip_text(i18n, row.reason)}</b><p class="dim">{examples}</p>{about}</div>
            <span>{way.map(|(href, words)| view! { <a class="link" href=href>{words}</a> })}</span>
        </li>
    }
}
