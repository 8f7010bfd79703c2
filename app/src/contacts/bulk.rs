use domain::contacts::{ContactQuery, TagRow};
use domain::failure::Problem;
use domain::id::{CompanyId, ContactId};
use domain::rights::Right;
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::call::Asked;
use crate::form::{problem_text, use_form_state};
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Icon, Loaded};

/// Choosing many people and what can be done with them. The actions appear, by the style sheet, as
/// soon as somebody is ticked, so that it works without scripts.
#[component]
pub fn BulkBar(
    company: CompanyId,
    query: ContactQuery,
    /// The people of this page.
    here: Vec<ContactId>,
    found: Option<u32>,
    tags: Asked<Vec<TagRow>>,
    ticked: RwSignal<Vec<ContactId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    view! {
        <div class="bulk" role="group" aria-label=t_string!(i18n, contacts.bulk)>
            <Choosing here found ticked />
            <BulkProblem />
            <div class="row bulk-acts">
                <Filter query />
                <label class="vh" for="bulk-tag">{t!(i18n, contacts.tag)}</label>
                <input
                    class="in" id="bulk-tag" name="name" list="tag-names" autocomplete="off" maxlength="40"
                    placeholder=t_string!(i18n, contacts.tag_name) value=form.typed("name")
                    aria-invalid=move || form.problem("name").map(|_| "true") aria-describedby="bulk-error"
                />
                <TagNames tags />
                <button type="submit" class="btn" name="act" value="add">
                    <Icon name="tag" />{t!(i18n, contacts.put_tag)}
                </button>
                <button type="submit" class="btn" name="act" value="remove">{t!(i18n, contacts.take_tag)}</button>
                {use_right(Right::Send).then(|| view! { <SendButton company /> })}
            </div>
        </div>
    }
}

/// What is missing: somebody ticked, or the tag.
#[component]
fn BulkProblem() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let words = move || {
        let nobody = form.problem("contacts").map(|_| t_string!(i18n, contacts.nobody_ticked).to_owned());
        let words = nobody.or_else(|| match form.problem("name")?.problem {
            Problem::Required => Some(t_string!(i18n, contacts.tag_missing).to_owned()),
            other => Some(problem_text(i18n, other, None)),
        })?;
        Some(view! { <p class="error"><Icon name="alert" small=true />{words}</p> })
    };
    view! { <div role="alert" id="bulk-error">{words}</div> }
}

/// This page, or everybody the filter finds.
#[component]
fn Choosing(here: Vec<ContactId>, found: Option<u32>, ticked: RwSignal<Vec<ContactId>>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let all_before = use_form_state().typed("all").is_some();
    // A button that needs scripts is shown where they run.
    let live = RwSignal::new(false);
    Effect::new(move |_| live.set(true));
    let shown = here.len();
    let more = found.is_none_or(|found| usize::try_from(found).is_ok_and(|found| found > shown));
    let everybody = match found {
        Some(count) => {
            let number = format_integer(i64::from(count), lang);
            t_count!(i18n, count, contacts.one_all_found | all_found, number = number)
        }
        None => t_string!(i18n, contacts.all_of_filter).to_owned(),
    };
    let whole = move || ticked.with(Vec::len) == shown;
    let flip = move |_| ticked.set(if whole() { Vec::new() } else { here.clone() });
    let words = move || {
        if whole() { t_string!(i18n, contacts.tick_none) } else { t_string!(i18n, contacts.tick_page) }
    };
    let chosen = move || {
        let count = ticked.with(Vec::len);
        (count > 0).then(|| t_string!(i18n, contacts.ticked, count = count).to_string())
    };
    view! {
        <div class="row bulk-pick">
            <button type="button" class="link" hidden=move || !live.get() on:click=flip>{words}</button>
            {more.then(|| view! {
                <label class="pick-all"><input type="checkbox" name="all" checked=all_before />{everybody}</label>
            })}
            <b role="status">{chosen}</b>
        </div>
    }
}

/// The filter of the list, for those who choose everybody it finds.
#[component]
fn Filter(query: ContactQuery) -> impl IntoView {
    let fields = [
        ("q", query.q),
        ("tag", query.tag),
        ("has", query.has),
        ("refused", query.refused),
        ("sort", query.sort),
    ];
    let fields = fields.into_iter().filter(|(_, word)| !word.is_empty()).map(|(name, word)| {
        view! { <input type="hidden" name=format!("filter[{name}]") value=word /> }
    });
    fields.collect_view()
}

/// The names that the browser offers while a tag is typed.
#[component]
pub fn TagNames(tags: Asked<Vec<TagRow>>) -> impl IntoView {
    view! {
        <Loaded from=tags rows=0 children={|tags: Vec<TagRow>| {
            let names = tags.into_iter().map(move |tag| view! { <option value=tag.name></option> });
            view! { <datalist id="tag-names">{names.collect_view()}</datalist> }
        }} />
    }
}

/// Goes to the send page with the ticked people.
#[component]
fn SendButton(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button type="submit" class="btn primary" formmethod="get" formaction=format!("/c/{company}/send")>
            <Icon name="send" />{t!(i18n, contacts.send_to_them)}
        </button>
    }
}
