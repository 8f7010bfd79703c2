use domain::campaigns::{CampaignView, LaunchPreview};
use domain::failure::{FieldProblem, Problem};
use domain::id::{CampaignId, CompanyId};
use domain::message::{Channel, SkipReason};
use domain::rights::Right;
use domain::time::Timestamp;
use domain::turkish::{format_date_time, format_integer, format_money};
use leptos::prelude::*;

use super::api::{LaunchCampaign, ReviewCampaign};
use super::cost::{Cost, CreditShort, OverLimit, Unpriced};
use super::footer_gaps::FooterGaps;
use super::left_out::LeftOut;
use crate::call::ask;
use crate::form::{
    Call, FormFailure, PostForm, SubmitButton, TextField, problem_text, use_call, use_form_state,
};
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Icon, Loaded, Notice, Tone};

/// The last step: who gets it, who does not and why, what it costs, and the button.
#[component]
pub fn ReviewStep(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let id = campaign.id;
    let action = use_call::<LaunchCampaign>();
    let review =
        ask(move || ReviewCampaign { company, campaign: id }).again_when(move || told_people(action));
    view! {
        <section class="stack" aria-labelledby="s3">
            <h2 id="s3">{t!(i18n, campaigns.step_review)}</h2>
            <Loaded from=review children={move |found: LaunchPreview| {
                view! { <Review company campaign=campaign.clone() found action /> }
            }} />
        </section>
    }
}

/// The number of people a refused launch told.
fn told_people(action: Call) -> Option<String> {
    let refused = action.answer::<CampaignId>()?.err()?;
    refused.0.of("people")?.detail.clone()
}

#[component]
fn Review(company: CompanyId, campaign: CampaignView, found: LaunchPreview, action: Call) -> impl IntoView {
    let gaps = found.footer_gaps.clone();
    let here = format!("/c/{company}/send/{}", campaign.id);
    view! {
        <PostForm action class="stack">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=campaign.id.to_string() />
            <input type="hidden" name="people" value=found.recipients.to_string() />
            <input type="hidden" name="version" value=campaign.version.to_string() />
            <FormFailure />
            {(!gaps.is_empty()).then(|| view! { <FooterGaps company gaps=gaps.clone() /> })}
            <SecondLook words=found.promotion.clone() />
            <Counts company channel=campaign.channel found=found.clone() content=format!("{here}?step=content") />
            <Quiet until=found.waits_until />
            <Later now=found.now chosen=campaign.scheduled />
            <SendBar company found here />
        </PostForm>
    }
}

/// The time to send at; open when something is typed or wrong there.
#[component]
fn Later(
    now: Timestamp,
    /// What was chosen before it was sent back.
    chosen: Option<Timestamp>,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let typed = form.typed("at").is_some_and(|typed| !typed.is_empty());
    let chosen = chosen.filter(|at| *at > now).map(field_time);
    let open = {
        let typed = typed || chosen.is_some();
        move || typed || form.problem("at").is_some()
    };
    let from = field_time(now);
    view! {
        <details class="panel" open=open>
            <summary class="link">{t!(i18n, campaigns.later)}</summary>
            <TextField
                name="at" kind="datetime-local" label=words!(i18n, campaigns.at) min=from value=chosen.unwrap_or_default()
                hint=words!(i18n, campaigns.at_hint)
            />
            <p class="hint">{t!(i18n, campaigns.quiet_hint)}</p>
        </details>
    }
}

/// What a browser's field for a time holds: `2026-11-23T14:05`, in Turkish time.
pub fn field_time(at: Timestamp) -> String {
    at.to_istanbul().to_string().chars().take(16).collect()
}

/// What is told when nothing leaves before the morning.
#[component]
pub fn Quiet(until: Option<Timestamp>) -> impl IntoView {
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
pub fn SecondLook(words: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let found = words.join(", ");
    let problem = move || {
        form.problem("informs_only")
            .map(|found| view! { <p class="error"><Icon name="alert" small=true />{problem_text(i18n, found.problem, None)}</p> })
    };
    (!words.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warn>
                <h3>{t!(i18n, campaigns.looks_title)}</h3>
                <p>{t!(i18n, campaigns.looks_about, words = found.clone())}</p>
                <label class="pick">
                    <input type="checkbox" id="informs_only" name="informs_only" />
                    <span>{t!(i18n, campaigns.looks_tick)}</span>
                </label>
                {problem}
            </Notice>
        }
    })
}

#[component]
pub fn Counts(company: CompanyId, channel: Channel, found: LaunchPreview, content: String) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let missing_account = found.account.is_none();
    let parts = (channel == Channel::Sms)
        .then(|| format_integer(i64::try_from(found.parts).unwrap_or(i64::MAX), lang));
    view! {
        {missing_account.then(|| view! {
            <Notice tone=Tone::Warn>
                <p>{problem_text(i18n, Problem::NoAccount, None)}</p>
                <a class="link" href=format!("/c/{company}/providers")>{t!(i18n, campaigns.to_providers)}</a>
            </Notice>
        })}
        <div class="cols">
            <div class="stack">
                <dl class="tiles pair">
                    <div class="tile">
                        <dt>{t!(i18n, campaigns.will_get_it)}</dt>
                        <dd>{format_integer(i64::from(found.recipients), lang)}</dd>
                        <dd class="sub">{found.account.clone()}</dd>
                    </div>
                    {parts.map(|parts| view! {
                        <div class="tile"><dt>{t!(i18n, campaigns.sms_count)}</dt><dd>{parts}</dd></div>
                    })}
                    <Cost found=found.clone() />
                </dl>
                <Unpriced company found=found.clone() />
                <CreditShort found=found.clone() />
            </div>
            <LeftOut company excluded=found.excluded content />
        </div>
    }
}

/// The bar with the number of people and the button; always in view.
#[component]
pub fn SendBar(
    company: CompanyId,
    found: LaunchPreview,
    /// The page's own address, for the way back into a step.
    here: String,
    /// Whether it was written by another and only waits for this button.
    #[prop(optional)]
    approves: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let form = use_form_state();
    let people = found.recipients;
    let count = format_integer(i64::from(people), lang);
    let total = t_count!(i18n, people, campaigns.one_people_count | people_count, count = count.clone());
    let submits = people > 1 && !use_right(Right::Approve);
    let send = match approves {
        true => t_count!(i18n, people, campaigns.one_approve_for | approve_for, count = count),
        false if submits => t_string!(i18n, campaigns.submit).to_owned(),
        false => t_count!(i18n, people, campaigns.one_send_to | send_to, count = count),
    };
    let promotes = !found.promotion.is_empty();
    let cost = found
        .cost
        .map(|cost| t_string!(i18n, campaigns.cost_is, amount = format_money(cost, lang)).to_string());
    let limit = found.limit.clone();
    let blocked = !found.footer_gaps.is_empty() || found.account.is_none() || limit.is_some();
    let nobody = people == 0;
    let again = format!("{here}?step=review");
    let refused = move || {
        let first = form.failure.with(|failure| failure.as_ref()?.fields.first().cloned());
        first.map(|field| view! { <Refused field again=again.clone() /> })
    };
    view! {
        <div class="send">
            <div role="status">
                <b>{total}</b><p class="sm dim">{cost}</p>
                {refused}
                {limit.map(|limit| view! { <OverLimit company limit /> })}
                {nobody.then(|| view! { <Nobody found=found.clone() here=(!approves).then_some(here) /> })}
                {submits.then(|| view! { <p class="sm dim">{t!(i18n, campaigns.submit_about)}</p> })}
            </div>
            {(!blocked && !nobody).then(|| view! {
                {promotes.then(|| view! { <TickFirst /> })}
                <SubmitButton>{send}</SubmitButton>
            })}
        </div>
    }
}

/// Said beside the button until the text was looked at once more. The style sheet takes it away with the
/// tick, and gives the button its colour.
#[component]
fn TickFirst() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="sm tick-first">
            {t!(i18n, campaigns.looks_first)}" "<a class="link" href="#informs_only">{t!(i18n, campaigns.looks_link)}</a>
        </p>
    }
}

/// What kept it from leaving, where the button was pressed, with the way to the field.
#[component]
fn Refused(
    field: FieldProblem,
    /// The page as it is now.
    again: String,
) -> impl IntoView {
    let i18n = use_i18n();
    if field.field == "version" {
        return view! {
            <p class="error">
                <Icon name="alert" small=true />
                <span>{t!(i18n, campaigns.draft_changed)}" "<a class="link" rel="external" href=again>{t!(i18n, campaigns.look_again)}</a></span>
            </p>
        }
        .into_any();
    }
    if field.field == "people" {
        let people: u32 = field.detail.and_then(|count| count.parse().ok()).unwrap_or_default();
        let count = format_integer(i64::from(people), use_page_context().lang);
        let words = t_count!(i18n, people, campaigns.one_people_changed | people_changed, count = count);
        return view! { <p class="error"><Icon name="alert" small=true />{words}</p> }.into_any();
    }
    let words = problem_text(i18n, field.problem, field.detail.as_deref());
    let place = format!("#{}", field.field);
    view! { <p class="error"><Icon name="alert" small=true /><span>{words}" "<a class="link" href=place>{t!(i18n, campaigns.to_field)}</a></span></p> }
        .into_any()
}

/// Why nobody gets it, with the way to the step that causes it.
#[component]
fn Nobody(
    found: LaunchPreview,
    /// The send's own address; `None` where it cannot be changed.
    here: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_out = |reason: SkipReason| found.excluded.iter().any(|row| row.reason == reason);
    let (step, words) = if is_out(SkipReason::MissingVariable) || is_out(SkipReason::TooLong) {
        ("content", t_string!(i18n, campaigns.mend_text))
    } else if is_out(SkipReason::WindowClosed) {
        ("content&template=", t_string!(i18n, campaigns.mend_template))
    } else {
        ("people", t_string!(i18n, campaigns.choose_others))
    };
    view! {
        <p class="sm">
            {t!(i18n, campaigns.nobody_gets_it)}" "
            {here.map(|here| view! { <a class="link" href=format!("{here}?step={step}")>{words}</a> })}
        </p>
    }
}
