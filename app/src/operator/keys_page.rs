use domain::operator::{MasterKeyRow, SealingKeysView};
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{RewrapDataKeys, sealing_keys};
use crate::form::{FormFailure, PostForm, SubmitButton, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;
use crate::parts::{Cell, FailureNotice, LeadCell, Notice, Table, TableRow, Tone};

/// `/operator/keys`: which master key wraps how many of the keys that seal, and the change to another one.
pub struct KeysPage;

#[lazy_route]
impl LazyRoute for KeysPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let drawn = Suspend::new(async move {
            match sealing_keys().await {
                Ok(keys) => view! { <Keys keys /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, operator.keys) />
            <Gate wide=true>
                <div class="stack tight">
                    <h1>{t!(i18n, operator.keys)}</h1>
                    <p class="dim">{t!(i18n, operator.keys_about)}</p>
                </div>
                <Rewrapped />
                <Suspense>{drawn}</Suspense>
                <HowTo />
                <p class="sm"><a href="/operator">{t!(i18n, operator.back)}</a></p>
            </Gate>
        }
        .into_any()
    }
}

/// What the last post of this page came to.
#[component]
fn Rewrapped() -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let told = use_query_map().with_untracked(|query| query.get("rewrapped"));
    let keys = told.and_then(|keys| keys.parse::<u32>().ok());
    let words = keys.map(|keys| {
        let number = format_integer(keys.into(), lang);
        t_count!(i18n, keys, operator.one_rewrapped | rewrapped, number = number)
    });
    view! { <div role="status">{words.map(|words| view! { <Notice tone=Tone::Good><p>{words}</p></Notice> })}</div> }
}

#[component]
fn Keys(keys: SealingKeysView) -> impl IntoView {
    let i18n = use_i18n();
    let waiting = keys.waiting();
    let is_missing = keys.masters.iter().any(|master| !master.is_loaded);
    let columns =
        vec![words!(i18n, operator.master), words!(i18n, operator.standing), words!(i18n, operator.wraps)];
    let rows = keys.masters.into_iter().map(|master| view! { <Master master /> });
    view! {
        <div class="panel flush">
            <Table caption=words!(i18n, operator.keys) columns>{rows.collect_view()}</Table>
        </div>
        {is_missing.then(|| view! {
            <Notice tone=Tone::Bad><p>{t!(i18n, operator.master_missing)}</p></Notice>
        })}
        <Rewrap waiting />
    }
}

#[component]
fn Master(master: MasterKeyRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let stands = match (master.is_active, master.is_loaded) {
        (true, _) => t_string!(i18n, operator.master_active),
        (false, true) => t_string!(i18n, operator.master_older),
        (false, false) => t_string!(i18n, operator.master_gone),
    };
    let keys = i64::try_from(master.keys).unwrap_or(i64::MAX);
    view! {
        <TableRow>
            <LeadCell><b>{master.name}</b></LeadCell>
            <Cell label=words!(i18n, operator.standing)>{stands}</Cell>
            <Cell label=words!(i18n, operator.wraps)>{format_integer(keys, lang)}</Cell>
        </TableRow>
    }
}

/// The button, where there is something to wrap; else that there is not.
#[component]
fn Rewrap(waiting: u64) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let action = use_call::<RewrapDataKeys>();
    if waiting == 0 {
        let done = view! { <Notice tone=Tone::Good><p>{t!(i18n, operator.nothing_to_rewrap)}</p></Notice> };
        return done.into_any();
    }
    let number = format_integer(i64::try_from(waiting).unwrap_or(i64::MAX), lang);
    let words = t_count!(i18n, waiting, operator.one_to_rewrap | to_rewrap, number = number);
    view! {
        <PostForm action plain=true class="stack">
            <p>{words}</p>
            <FormFailure />
            <SubmitButton class="wide">{t!(i18n, operator.rewrap)}</SubmitButton>
        </PostForm>
    }
    .into_any()
}

/// How a master key is changed, in the order of the steps.
#[component]
fn HowTo() -> impl IntoView {
    let i18n = use_i18n();
    let steps = [
        t_string!(i18n, operator.key_step_add),
        t_string!(i18n, operator.key_step_restart),
        t_string!(i18n, operator.key_step_rewrap),
        t_string!(i18n, operator.key_step_remove),
    ];
    let steps = steps.map(|words| view! { <li>{words}</li> });
    view! {
        <section class="stack" aria-labelledby="how">
            <h2 id="how">{t!(i18n, operator.key_how)}</h2>
            <ol class="numbered">{steps.into_iter().collect_view()}</ol>
            <p class="sm dim">{t!(i18n, operator.key_new)}</p>
            <pre>"echo \"k2:$(openssl rand -base64 32)\""</pre>
        </section>
    }
}
