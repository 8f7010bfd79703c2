use domain::id::CompanyId;
use domain::messages::Overview;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::arrival::failed_messages;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Icon;

/// What asks for a person; nothing is shown when nothing does.
#[component]
pub fn Waiting(company: CompanyId, overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let row = move |count: u32, tone: &'static str, icon: &'static str, words: String, href: String| {
        (count > 0).then(|| {
            view! {
                <li>
                    <span class=tone><Icon name=icon /></span>
                    <div><b>{words}</b></div>
                    <a class="link" href=href>{t!(i18n, home.look)}<Icon name="right" small=true /></a>
                </li>
            }
        })
    };
    let (needs, paused, failed) = (overview.needs_person, overview.paused_accounts, overview.recent.failed);
    let days = overview.days.len();
    let number = |count: u32| format_integer(i64::from(count), lang);
    let paused_words =
        t_count!(i18n, paused, home.one_paused_accounts | paused_accounts, count = number(paused));
    let needs_words = t_count!(i18n, needs, home.one_needs_person | needs_person, count = number(needs));
    let failed_words = t_count!(i18n, failed, home.one_failed | failed, days = days, count = number(failed));
    let low = u32::try_from(overview.low_credit.len()).unwrap_or_default();
    let low_words = t_string!(i18n, home.low_credit, accounts = overview.low_credit.join(", ")).to_string();
    let accounts = format!("/c/{company}/providers");
    let messages = format!("/c/{company}/messages?stage=needs_you");
    let reported = u32::from(overview.has_reported);
    let reported_words = t_string!(i18n, home.reported).to_owned();
    let any = needs + paused + failed + low + reported > 0;
    any.then(|| {
        view! {
            <section class="panel flush" aria-labelledby="todo">
                <header><h2 id="todo">{t!(i18n, home.waiting)}</h2></header>
                <ul class="todo">
                    {row(paused, "warn", "pause", paused_words, accounts.clone())}
                    {row(low, "warn", "alert", low_words, accounts)}
                    {row(needs, "warn", "ask", needs_words, messages)}
                    {row(reported, "warn", "tel", reported_words, format!("/c/{company}/contacts?has=reported"))}
                    {row(failed, "bad", "x", failed_words, failed_messages(company, &overview))}
                </ul>
            </section>
        }
    })
}
