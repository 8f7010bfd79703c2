use domain::id::CompanyId;
use domain::messages::Overview;
use leptos::prelude::*;

use super::arrival::failed_messages;
use crate::i18n::*;
use crate::parts::Icon;

/// What asks for a person; nothing is shown when nothing does.
#[component]
pub fn Waiting(company: CompanyId, overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let row =
        move |count: u32, tone: &'static str, icon: &'static str, words: Signal<String>, href: String| {
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
    let accounts = format!("/c/{company}/providers");
    let messages = format!("/c/{company}/messages?stage=needs_you");
    let any = needs + paused + failed > 0;
    any.then(|| {
        view! {
            <section class="panel flush" aria-labelledby="todo">
                <header><h2 id="todo">{t!(i18n, home.waiting)}</h2></header>
                <ul class="todo">
                    {row(paused, "warn", "pause", words!(i18n, home.paused_accounts, count = paused), accounts)}
                    {row(needs, "warn", "ask", words!(i18n, home.needs_person, count = needs), messages)}
                    {row(failed, "bad", "x", words!(i18n, home.failed, days = days, count = failed), failed_messages(company, &overview))}
                </ul>
            </section>
        }
    })
}
