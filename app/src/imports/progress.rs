use domain::imports::ImportView;
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use super::labels::time_left;
use crate::form::{ActionResult, Call, CompanyField, PostForm, SubmitButton};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Confirm;

/// Without scripts the page asks again by itself.
const REFRESH: &str = r#"<meta http-equiv="refresh" content="3">"#;

/// How far the import has come, live.
#[component]
pub fn Progress(import: ImportView, cancel: Call) -> impl IntoView {
    let i18n = use_i18n();
    let id = import.id;
    view! {
        <noscript inner_html=REFRESH></noscript>
        <ActionResult action=cancel>{t!(i18n, imports.stopping)}</ActionResult>
        <section class="panel stack" aria-labelledby="progress">
            <h2 id="progress">{t!(i18n, imports.taking_in)}</h2>
            <Bar import=import.clone() />
            <p class="sm dim">{t!(i18n, imports.may_leave)}</p>
            <div class="row">
                <Confirm
                    id="stop-import" framed=true label=words!(i18n, imports.stop) title=words!(i18n, imports.stop_title)
                    means=words!(i18n, imports.stop_means)
                >
                    <PostForm action=cancel>
                        <CompanyField />
                        <input type="hidden" name="import" value=id.to_string() />
                        <SubmitButton class="danger">{t!(i18n, imports.stop)}</SubmitButton>
                    </PostForm>
                </Confirm>
            </div>
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
        t_string!(i18n, imports.rate, number = format_integer(i64::from(import.rate), lang)).to_string()
    });
    let left = import.remaining.map(move |seconds| time_left(i18n, seconds));
    let pace: Vec<_> = [rate, left].into_iter().flatten().collect();
    view! {
        <div class="prog">
            <div class="row between">
                <span role="status">{t!(i18n, imports.done_of, done = done, total = all)}</span>
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
