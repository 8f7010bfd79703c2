use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{CheckState, Inspection, InspectionCheck, InspectionView};
use domain::turkish::{format_date_time, format_integer};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{InspectAccount, get_inspection};
use crate::form::{CompanyField, FormFailure, PostForm, SubmitButton, use_call};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Empty, FailureNotice, Icon, Page};

/// `/c/{company}/providers/{account}/connection`: what is right about the connection, what is not, and what
/// to do about it.
pub struct ConnectionPage;

#[lazy_route]
impl LazyRoute for ConnectionPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let account = use_id("account").unwrap_or(AccountId::from_i64(0));
        let drawn = Suspend::new(async move {
            match get_inspection(company, account).await {
                Ok(found) => view! { <Contents company found /> }.into_any(),
                Err(error) => {
                    crate::request::set_status(error.0.problem.status());
                    view! { <FailureNotice failure=error.0 /> }.into_any()
                }
            }
        });
        let back = (format!("/c/{company}/providers/{account}"), words!(i18n, connection.back));
        view! {
            <Page title=words!(i18n, connection.title) about=words!(i18n, connection.about) back narrow=true>
                <Suspense>{drawn}</Suspense>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Contents(company: CompanyId, found: InspectionView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let InspectionView { account, name, last, written_to } = found;
    let looked = last.as_ref().map(|last| {
        let time = format_date_time(last.at, lang);
        view! { <p class="sm dim">{t!(i18n, connection.looked_at, time = time.clone())}</p> }
    });
    let again = last.is_some();
    let results = match last {
        Some(last) if last.checks.is_empty() => view! {
            <Empty icon="check" title=words!(i18n, connection.nothing)><p>{t!(i18n, connection.nothing_about)}</p></Empty>
        }
        .into_any(),
        Some(last) => view! { <Results company account last written_to /> }.into_any(),
        None => view! {
            <Empty icon="plug" title=words!(i18n, connection.not_yet)><p>{t!(i18n, connection.not_yet_about)}</p></Empty>
        }
        .into_any(),
    };
    view! {
        <section class="panel flush" aria-labelledby="checks">
            <header>
                <div><h2 id="checks">{name}</h2>{looked}</div>
                <Look account again />
            </header>
            {results}
        </section>
    }
}

#[component]
fn Look(account: AccountId, again: bool) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<InspectAccount>();
    let (class, words) = match again {
        true => ("quiet", t_string!(i18n, connection.look_again)),
        false => ("", t_string!(i18n, connection.look)),
    };
    view! {
        <PostForm action plain=true>
            <CompanyField />
            <input type="hidden" name="account" value=account.to_string() />
            <FormFailure />
            <SubmitButton class>{words}</SubmitButton>
        </PostForm>
    }
}

#[component]
fn Results(company: CompanyId, account: AccountId, last: Inspection, written_to: u32) -> impl IntoView {
    let i18n = use_i18n();
    let settings = format!("/c/{company}/providers/{account}");
    let of = |state: CheckState| {
        let count = last.checks.iter().filter(|check| check.state == state).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let (wrong, unknown) = (of(CheckState::Bad), of(CheckState::Unknown));
    let verdict = if wrong > 0 {
        t_count!(i18n, wrong, connection.one_wrong | wrong, count = wrong.to_string())
    } else if unknown > 0 {
        t_count!(i18n, unknown, connection.one_untold | untold, count = unknown.to_string())
    } else {
        t_string!(i18n, connection.all_right).to_owned()
    };
    let rows = last.checks.into_iter().map(|check| view! { <Row check /> }).collect_view();
    view! {
        <p class="pad" role="status"><b>{verdict}</b></p>
        <ul class="todo">{rows}<Reach reach=last.daily_reach written_to /></ul>
        <p class="pad sm"><a class="link" href=settings>{t!(i18n, connection.to_settings)}</a></p>
    }
}

#[component]
fn Row(check: InspectionCheck) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let (mark, icon, words) = match check.state {
        CheckState::Good => ("done", "check", t_string!(i18n, connection.good)),
        CheckState::Attention => ("held", "alert", t_string!(i18n, connection.attention)),
        CheckState::Bad => ("failed", "x", t_string!(i18n, connection.bad)),
        CheckState::Unknown => ("planned", "ask", t_string!(i18n, connection.unknown)),
    };
    let found = (!check.found.is_empty()).then(|| view! { <p class="dim anywhere">{check.found}</p> });
    let advice = check.advice.map(|advice| view! { <p>{advice.pick(lang).to_owned()}</p> });
    view! {
        <li>
            <span class="state" data-s=mark><Icon name=icon small=true />{words}</span>
            <div class="sm"><b>{check.label.pick(lang).to_owned()}</b>{found}{advice}</div>
            <span></span>
        </li>
    }
}

/// How many people it may write to first within a day, and about how many are left of them.
#[component]
fn Reach(reach: Option<u32>, written_to: u32) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let number = move |count: u32| format_integer(i64::from(count), lang);
    let left = reach.map(|reach| {
        let (all, left) = (number(reach), number(reach.saturating_sub(written_to)));
        t_string!(i18n, connection.reach_left, all = all, left = left).to_string()
    });
    let left = left.unwrap_or_else(|| t_string!(i18n, connection.reach_unknown).to_owned());
    let used = t_count!(i18n, written_to, connection.one_reach_used | reach_used, count = number(written_to));
    view! {
        <li>
            <span class="state" data-s="planned"><Icon name="users" small=true />{t!(i18n, connection.limit)}</span>
            <div class="sm">
                <b>{t!(i18n, connection.reach)}</b><p>{left}</p><p class="dim">{used}" "{t!(i18n, connection.reach_about)}</p>
            </div>
            <span></span>
        </li>
    }
}
