use domain::failure::{Failure, Problem};
use domain::id::CompanyId;
use domain::messages::{BulkAct, BulkForm, BulkPreview, MessageQuery};
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{ActOnMessages, preview_bulk};
use super::words::{count_text, done_text, means_text, title_text};
use crate::form::{CompanyField, FormFailure, PostForm, SubmitButton, use_call, use_form_state};
use crate::frame::use_company;
use crate::i18n::*;
use crate::messages::paths::{list_path, read_query};
use crate::page_context::use_page_context;
use crate::parts::{Empty, FailureNotice, Notice, Page, Tone};

/// `/c/{company}/bulk`: how many messages a bulk act is about, the question, and what became of it. The
/// address holds the act with what was ticked in the list, or its filter.
pub struct BulkPage;

#[lazy_route]
impl LazyRoute for BulkPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let address = use_query_map().get_untracked();
        let form = asked(&address);
        let act = BulkAct::from_word(&form.act).unwrap_or(BulkAct::Resend);
        let back = (list_path(company, &form.filter), words!(i18n, bulk.back));
        let treated = address.get("treated").and_then(|count| count.parse().ok());
        let body = match treated {
            Some(count) => {
                let goes_on = address.get("goes_on").is_some_and(|word| word == "true");
                view! { <Done company act count goes_on filter=form.filter /> }.into_any()
            }
            None => view! { <Question company act form /> }.into_any(),
        };
        view! {
            <Page title=Signal::stored(title_text(i18n, act).to_owned()) back narrow=true>{body}</Page>
        }
        .into_any()
    }
}

fn asked(address: &ParamsMap) -> BulkForm {
    BulkForm {
        act: address.get("act").unwrap_or_default(),
        messages: address.get_all("m").unwrap_or_default(),
        all: address.get("all").unwrap_or_default(),
        filter: read_query(address).first_page(),
        ..BulkForm::default()
    }
}

#[component]
fn Question(company: CompanyId, act: BulkAct, form: BulkForm) -> impl IntoView {
    let drawn = Suspend::new(async move {
        match preview_bulk(company, form.clone()).await {
            Ok(found) => view! { <Confirm form found /> }.into_any(),
            Err(error) if error.0.problem == Problem::NotFound => view! { <Nothing act /> }.into_any(),
            Err(error) => view! { <NotChosen failure=error.0 /> }.into_any(),
        }
    });
    view! { <Suspense>{drawn}</Suspense> }
}

/// The number, what it means, and the button.
#[component]
fn Confirm(form: BulkForm, found: BulkPreview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let action = use_call::<ActOnMessages>();
    let act = found.act;
    let ids =
        form.messages.into_iter().map(|id| view! { <input type="hidden" name="messages[]" value=id /> });
    let filter = form.filter.filters().map(|(name, word)| {
        view! { <input type="hidden" name=format!("filter[{name}]") value=word.to_owned() /> }
    });
    let filter = filter.collect_view();
    let class = if act == BulkAct::Cancel { "danger" } else { "" };
    view! {
        <PostForm action plain=true class="panel stack">
            <CompanyField />
            <input type="hidden" name="act" value=act.word() />
            <input type="hidden" name="all" value=form.all />
            <input type="hidden" name="asked" value=found.asked.to_string() />
            <input type="hidden" name="count" value=found.count.to_string() />
            {ids.collect_view()}
            {filter}
            <h2>{count_text(i18n, lang, act, found.count)}</h2>
            <p>{means_text(i18n, act)}</p>
            <Changed />
            <div class="row"><SubmitButton class=class>{title_text(i18n, act)}</SubmitButton></div>
        </PostForm>
    }
}

/// Why the last try was not carried out.
#[component]
fn Changed() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    match form.problem("count") {
        Some(_) => view! {
            <div role="alert"><Notice tone=Tone::Warn><p>{t!(i18n, bulk.changed)}</p></Notice></div>
        }
        .into_any(),
        None => view! { <FormFailure /> }.into_any(),
    }
}

#[component]
fn Nothing(act: BulkAct) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="panel flush">
            <Empty icon="msg" title=words!(i18n, bulk.nothing)><p>{means_text(i18n, act)}</p></Empty>
        </section>
    }
}

/// Nothing was ticked, or too much is meant.
#[component]
fn NotChosen(failure: Failure) -> impl IntoView {
    let i18n = use_i18n();
    let (title, about) = match failure.of("messages").map(|found| found.problem) {
        Some(Problem::Required) => (words!(i18n, bulk.nobody), t_string!(i18n, bulk.nobody_about)),
        Some(Problem::TooLarge) => (words!(i18n, bulk.search), t_string!(i18n, bulk.search_about)),
        _ => return view! { <FailureNotice failure /> }.into_any(),
    };
    view! { <section class="panel flush"><Empty icon="msg" title><p>{about}</p></Empty></section> }.into_any()
}

/// What became of it.
#[component]
fn Done(company: CompanyId, act: BulkAct, count: u32, goes_on: bool, filter: MessageQuery) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let words = if goes_on {
        t_string!(i18n, bulk.goes_on, count = format_integer(i64::from(count), lang)).to_string()
    } else {
        done_text(i18n, lang, act, count)
    };
    view! {
        <div role="status"><Notice tone=Tone::Good><p>{words}</p></Notice></div>
        <div class="row"><a class="btn primary" href=list_path(company, &filter)>{t!(i18n, bulk.to_list)}</a></div>
    }
}
