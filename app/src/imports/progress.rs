use domain::imports::ImportView;
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use crate::call::Asked;
use crate::form::{ActionResult, Call, CompanyField, PostForm};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Loaded, time_left};

/// Without scripts the page asks again by itself.
const REFRESH: &str = r#"<meta http-equiv="refresh" content="3">"#;

/// How far the import has come, live; and the way to stop it, which undoes nothing, so that nobody is
/// asked twice.
#[component]
pub fn Progress(import: ImportView, now: Asked<ImportView>, cancel: Call) -> impl IntoView {
    let i18n = use_i18n();
    let id = import.id;
    view! {
        <noscript inner_html=REFRESH></noscript>
        <ActionResult action=cancel>{t!(i18n, imports.stopping)}</ActionResult>
        <section class="panel stack" aria-labelledby="progress">
            <h2 id="progress">{t!(i18n, imports.taking_in)}</h2>
            <Loaded from=now rows=1 children={|import: ImportView| view! { <Bar import /> }} />
            <p class="sm dim">{t!(i18n, imports.may_leave)}</p>
            <PostForm action=cancel class="form-end">
                <CompanyField />
                <input type="hidden" name="import" value=id.to_string() />
                <button type="submit" class="btn danger">{t!(i18n, imports.stop)}</button>
                <p class="sm dim">{t!(i18n, imports.stop_means)}</p>
            </PostForm>
        </section>
    }
}

#[component]
fn Bar(import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let counts = import.counts;
    let total = counts.total.max(1);
    let (done, all) =
        (format_integer(i64::from(counts.done), lang), format_integer(i64::from(counts.total), lang));
    let rate = (import.rate > 0).then(|| {
        let number = format_integer(i64::from(import.rate), lang);
        t_count!(i18n, import.rate, imports.one_rate | rate, number = number)
    });
    let looked = t_count!(i18n, counts.total, imports.one_done_of | done_of, done = done, total = all);
    let left = import.remaining.map(move |seconds| time_left(i18n, seconds));
    let pace: Vec<_> = [rate, left].into_iter().flatten().collect();
    view! {
        <div class="prog">
            <div class="row between">
                <span role="status">{looked}</span>
                <b>{format_percent(u64::from(counts.done), u64::from(total), lang)}</b>
            </div>
            <progress
                max=total.to_string() value=counts.done.to_string()
                aria-label=t_string!(i18n, imports.progress)
            ></progress>
            <div class="sm dim">{pace.join(" · ")}</div>
        </div>
    }
}
