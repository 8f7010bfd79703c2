use std::collections::BTreeMap;

use domain::exports::{ExportForm, ExportFormat, ExportKind};
use domain::failure::{Failure, Problem};
use domain::rights::Right;
use leptos::context::Provider;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use leptos_router::{LazyRoute, lazy_route};

use super::filter::{Pairs, described, list_path, pairs_of};
use super::words::{about_text, title_text};
use crate::form::{Choice, ChoiceField, FormState, TextField, problem_text};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{FailureNotice, Icon, Notice, Page, Tone};

/// `/c/{company}/exports/{what}`: how a list is wanted as a file, and what for. Its address holds the filter
/// of the list; a wish that was refused comes back here with what was typed.
pub struct ExportPage;

#[lazy_route]
impl LazyRoute for ExportPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let what: Option<String> = use_id("what");
        match what.as_deref().and_then(ExportKind::from_word) {
            Some(kind) => view! { <Export kind /> }.into_any(),
            None => {
                crate::request::set_status(404);
                let failure = Failure::new(Problem::NotFound);
                let i18n = use_i18n();
                view! { <Page title=words!(i18n, frame.not_found)><FailureNotice failure /></Page> }
                    .into_any()
            }
        }
    }
}

#[component]
fn Export(kind: ExportKind) -> impl IntoView {
    let i18n = use_i18n();
    let (company, address) = (use_company().to_string(), use_query_map().get_untracked());
    let pairs = pairs_of(kind, &address);
    let back = (list_path(&company, kind, &pairs), words!(i18n, exports.back));
    let title = Signal::stored(title_text(i18n, kind).to_owned());
    let about = Signal::stored(about_text(i18n, kind).to_owned());
    let may = use_right(Right::Export) && use_right(kind.right());
    view! {
        <Page title about back narrow=true>
            {if may {
                view! { <Asked kind pairs address /> }.into_any()
            } else {
                view! { <NoRight /> }.into_any()
            }}
        </Page>
    }
}

/// The clear word to somebody who may not.
#[component]
fn NoRight() -> impl IntoView {
    let i18n = use_i18n();
    crate::request::set_status(403);
    view! {
        <Notice tone=Tone::Warn>
            <h2>{t!(i18n, exports.no_right)}</h2>
            <p>{t!(i18n, exports.no_right_about)}</p>
        </Notice>
    }
}

/// The form: a plain one, whose answer the browser keeps as a file.
#[component]
fn Asked(kind: ExportKind, pairs: Pairs, address: ParamsMap) -> impl IntoView {
    let i18n = use_i18n();
    let action = format!("/c/{}/exports/{kind}/file", use_company());
    let state = state_of(&address);
    let formats = vec![
        choice(ExportFormat::Xlsx, t_string!(i18n, exports.xlsx), t_string!(i18n, exports.xlsx_about)),
        choice(ExportFormat::Csv, t_string!(i18n, exports.csv), t_string!(i18n, exports.csv_about)),
    ];
    let hidden = pairs.clone().into_iter().map(|(name, word)| {
        view! { <input type="hidden" name=name value=word /> }
    });
    let hidden = hidden.collect_view();
    view! {
        <form class="stack" method="get" action=action>
            <Provider value=state>
                {hidden}
                <Refused state />
                <Filters kind pairs />
                <Holds kind />
                <ChoiceField
                    name="format" label=words!(i18n, exports.format) choices=formats
                    value=ExportFormat::Xlsx.word()
                />
                <TextField
                    name="reason" label=words!(i18n, exports.reason) hint=words!(i18n, exports.reason_hint)
                    required=true
                />
                <div class="form-end">
                    <button type="submit" class="btn primary"><Icon name="export" />{t!(i18n, exports.download)}</button>
                    <p class="sm dim">{t!(i18n, exports.download_about)}</p>
                </div>
            </Provider>
        </form>
    }
}

fn choice(format: ExportFormat, words: &str, about: &str) -> Choice {
    Choice { value: format.word().to_owned(), words: words.to_owned(), about: about.to_owned() }
}

/// What was typed before, and why no file came of it.
fn state_of(address: &ParamsMap) -> FormState {
    let word = |name: &str| address.get(name).unwrap_or_default();
    let form = ExportForm { format: word("format"), reason: word("reason") };
    let problem = Problem::from_word(&word("problem"));
    // What is wrong with a field is found again; all else is what the address says.
    let failure = problem.map(|problem| form.parse().err().unwrap_or(Failure::new(problem)));
    let typed = match problem {
        Some(_) => [("format", form.format), ("reason", form.reason)],
        None => return FormState::new(Signal::stored(None), never(), never(), BTreeMap::new()),
    };
    let typed = typed.map(|(name, word)| (name.to_owned(), word)).into();
    FormState::new(Signal::stored(failure), never(), never(), typed)
}

fn never() -> Signal<bool> {
    Signal::stored(false)
}

/// A refusal that is about no field.
#[component]
fn Refused(state: FormState) -> impl IntoView {
    let i18n = use_i18n();
    let failure = state.failure.get_untracked().filter(|failure| failure.fields.is_empty());
    failure.map(|failure| {
        let words = match failure.problem {
            Problem::Busy => t_string!(i18n, exports.busy).to_owned(),
            problem => problem_text(i18n, problem, None),
        };
        view! { <div role="alert"><Notice tone=Tone::Bad><p>{words}</p></Notice></div> }
    })
}

/// The filters in force.
#[component]
fn Filters(kind: ExportKind, pairs: Pairs) -> impl IntoView {
    let i18n = use_i18n();
    let told = described(i18n, kind, &pairs);
    let nothing = told.is_empty();
    let rows = told.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    let rows = rows.collect_view();
    (kind != ExportKind::People).then(|| {
        view! {
            <section class="panel" aria-labelledby="filters">
                <h2 id="filters">{t!(i18n, exports.filters)}</h2>
                {if nothing {
                    view! { <p class="sm dim">{t!(i18n, exports.no_filters)}</p> }.into_any()
                } else {
                    view! { <dl class="props">{rows}</dl> }.into_any()
                }}
            </section>
        }
    })
}

/// What of a message the file shows, by the reader's rights.
#[component]
fn Holds(kind: ExportKind) -> impl IntoView {
    let i18n = use_i18n();
    let bodies = match use_right(Right::SeeBodies) {
        true => t_string!(i18n, exports.with_bodies),
        false => t_string!(i18n, exports.without_bodies),
    };
    let cost = match use_right(Right::SeeFinancial) {
        true => t_string!(i18n, exports.with_cost),
        false => t_string!(i18n, exports.without_cost),
    };
    (kind != ExportKind::Contacts).then(|| {
        view! {
            <section class="panel" aria-labelledby="contains">
                <h2 id="contains">{t!(i18n, exports.contains)}</h2>
                <ul class="prose sm">
                    {(kind == ExportKind::Messages).then(|| view! { <li>{bodies}</li> })}
                    <li>{cost}</li>
                </ul>
            </section>
        }
    })
}
