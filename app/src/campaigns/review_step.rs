use domain::campaigns::{CampaignView, LaunchPreview};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::time::Timestamp;
use domain::turkish::{format_date_time, format_integer, format_money};
use leptos::prelude::*;

use super::api::{LaunchCampaign, ReviewCampaign};
use super::footer_gaps::FooterGaps;
use crate::call::ask;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, problem_text, use_call, use_form_state};
use crate::i18n::*;
use crate::messages::skip_text;
use crate::page_context::use_page_context;
use crate::parts::{Loaded, Notice, Tone};

/// The last step: who gets it, who does not and why, what it costs, and the button.
#[component]
pub fn ReviewStep(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let id = campaign.id;
    let review = ask(move || ReviewCampaign { company, campaign: id });
    view! {
        <section class="stack" aria-labelledby="s3">
            <h2 id="s3">{t!(i18n, campaigns.step_review)}</h2>
            <Loaded from=review children={move |found: LaunchPreview| {
                let action = use_call::<LaunchCampaign>();
                let (people, gaps) = (found.recipients, found.footer_gaps.clone());
                let blocked = !gaps.is_empty();
                view! {
                    <Counts found=found.clone() />
                    {(!gaps.is_empty()).then(|| view! { <FooterGaps company gaps=gaps.clone() /> })}
                    <PostForm action class="stack">
                        <input type="hidden" name="company" value=company.to_string() />
                        <input type="hidden" name="campaign" value=id.to_string() />
                        <input type="hidden" name="people" value=people.to_string() />
                        <FormFailure />
                        <Quiet until=found.waits_until />
                        <SecondLook words=found.promotion.clone() />
                        <details class="panel">
                            <summary class="link">{t!(i18n, campaigns.later)}</summary>
                            <TextField
                                name="at" kind="datetime-local" label=words!(i18n, campaigns.at)
                                hint=words!(i18n, campaigns.at_hint)
                            />
                            <p class="hint">{t!(i18n, campaigns.quiet_hint)}</p>
                        </details>
                        <SendBar found blocked />
                    </PostForm>
                }
            }} />
        </section>
    }
}

/// What is told when nothing leaves before the morning.
#[component]
fn Quiet(until: Option<Timestamp>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    until.map(|until| {
        let time = format_date_time(until, lang);
        view! {
            <Notice tone=Tone::Plain><p>{t!(i18n, campaigns.quiet_until, time = time.clone())}</p></Notice>
        }
    })
}

/// An informational text that reads like promotion: a person says that it only informs.
#[component]
fn SecondLook(words: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let found = words.join(", ");
    let problem = move || {
        form.problem("informs_only")
            .map(|found| view! { <p class="error">{problem_text(i18n, found.problem, None)}</p> })
    };
    (!words.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warn>
                <h3>{t!(i18n, campaigns.looks_title)}</h3>
                <p>{t!(i18n, campaigns.looks_about, words = found.clone())}</p>
                <label class="pick">
                    <input type="checkbox" name="informs_only" />
                    <span>{t!(i18n, campaigns.looks_tick)}</span>
                </label>
                {problem}
            </Notice>
        }
    })
}

#[component]
fn Counts(found: LaunchPreview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let excluded: u32 = found.excluded.iter().map(|row| row.count).sum();
    let rows = found.excluded.into_iter().map(|row| {
        let examples = row.examples.join(", ");
        view! {
            <li>
                <b>{format_integer(i64::from(row.count), lang)}</b>
                <div class="sm"><b>{skip_text(i18n, row.reason)}</b><p class="dim">{examples}</p></div>
                <span></span>
            </li>
        }
    });
    let missing_account = found.account.is_none();
    view! {
        {missing_account.then(|| view! {
            <Notice tone=Tone::Warn><p>{problem_text(i18n, Problem::NoAccount, None)}</p></Notice>
        })}
        <div class="cols">
            <dl class="tiles pair">
                <div class="tile">
                    <dt>{t!(i18n, campaigns.will_get_it)}</dt>
                    <dd>{format_integer(i64::from(found.recipients), lang)}</dd>
                    <dd class="sub">{found.account}</dd>
                </div>
                <div class="tile">
                    <dt>{t!(i18n, campaigns.estimated_cost)}</dt>
                    <dd>{found.cost.map_or_else(|| "–".to_owned(), |cost| format_money(cost, lang))}</dd>
                    <dd class="sub">
                        {(found.parts > 0).then(|| t!(i18n, campaigns.parts_in_all, count = found.parts))}
                    </dd>
                </div>
            </dl>
            <div class="panel flush">
                <header>
                    <h3>{t!(i18n, campaigns.left_out, count = format_integer(i64::from(excluded), lang))}</h3>
                </header>
                {if excluded == 0 {
                    view! { <p class="pad sm dim">{t!(i18n, campaigns.nobody_left_out)}</p> }.into_any()
                } else {
                    view! { <ul class="todo">{rows.collect_view()}</ul> }.into_any()
                }}
            </div>
        </div>
    }
}

/// The bar with the number of people and the button; always in view.
#[component]
fn SendBar(found: LaunchPreview, blocked: bool) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let people = format_integer(i64::from(found.recipients), lang);
    let cost = found.cost.map(|cost| format_money(cost, lang));
    view! {
        <div class="send">
            <div><b>{t!(i18n, campaigns.people_count, count = people.clone())}</b><p class="sm dim">{cost}</p></div>
            {(!blocked).then(|| view! { <SubmitButton>{t!(i18n, campaigns.send_to, count = people)}</SubmitButton> })}
        </div>
    }
}
