use domain::accounts::{PolicyAct, PolicyKind, PolicyToRead, PolicyView};
use leptos::prelude::*;

use super::api::{AcceptPolicy, ShowPolicy};
use super::news::News;
use super::text::PolicyText;
use crate::form::{FormFailure, PostForm, SubmitButton, use_call};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Day;

/// One document: what is new in it, all of it, and the way on. `after` more are due.
#[component]
pub fn Reading(shown: PolicyToRead, after: usize, next: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let PolicyToRead { policy, before, is_due } = shown;
    let (kind, version) = (policy.reference.kind, policy.reference.version);
    let body = policy.body.clone();
    view! {
        <div class="stack tight">
            <h1>{policy.title.clone()}</h1>
            <p class="sm dim">{t!(i18n, policies.version, version = version)}" · "<Day at=policy.published /></p>
            <p>{why(i18n, kind)}</p>
            {(after > 0).then(|| view! { <p class="sm dim">{more(i18n, after)}</p> })}
        </div>
        {before.map(|before| view! { <News before now=body.clone() /> })}
        <div class="stack">
            <h2 id="whole">{t!(i18n, policies.whole)}</h2>
            <div class="reading" tabindex="0" role="region" aria-labelledby="whole">
                <PolicyText body=policy.body.clone() inside=2 />
            </div>
        </div>
        <Answer policy next />
        <WayOut kind is_due />
    }
}

/// Why it is shown, and what it means for the reader.
fn why(i18n: Locale, kind: PolicyKind) -> String {
    let here = use_page_context().visitor.and_then(|visitor| visitor.company);
    let company = here.map(|company| company.name).unwrap_or_default();
    match (kind, kind.required_act()) {
        (PolicyKind::Processing, _) => {
            t_string!(i18n, policies.why_for_company, company = company).to_string()
        }
        (_, PolicyAct::Accepted) => t_string!(i18n, policies.why_accept).to_owned(),
        (_, PolicyAct::Shown) => t_string!(i18n, policies.why_shown).to_owned(),
    }
}

fn more(i18n: Locale, after: usize) -> String {
    t_count!(i18n, after, policies.one_more | more, number = after)
}

/// The button: an acceptance where the document is a contract, and only a "read" where it informs.
#[component]
fn Answer(policy: PolicyView, next: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let accepts = policy.reference.kind.required_act() == PolicyAct::Accepted;
    let (action, words) = match accepts {
        true => (use_call::<AcceptPolicy>(), t_string!(i18n, policies.accept)),
        false => (use_call::<ShowPolicy>(), t_string!(i18n, policies.go_on)),
    };
    view! {
        <PostForm action plain=true class="stack">
            <input type="hidden" name="policy" value=policy.reference.id.to_string() />
            <input type="hidden" name="next" value=next.unwrap_or_default() />
            <FormFailure />
            <SubmitButton class="wide">{words}</SubmitButton>
        </PostForm>
    }
}

/// The way that answers nothing. A text that only informs needs no "later".
#[component]
fn WayOut(kind: PolicyKind, is_due: bool) -> impl IntoView {
    let i18n = use_i18n();
    let way = match (is_due, kind.required_act()) {
        (false, _) => Some(("/documents", t_string!(i18n, policies.back))),
        (true, PolicyAct::Accepted) => Some(("/", t_string!(i18n, policies.later))),
        (true, PolicyAct::Shown) => None,
    };
    way.map(|(place, words)| view! { <div class="row"><a class="btn" href=place>{words}</a></div> })
}
