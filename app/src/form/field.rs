//! Fields: label, control, hint and what is wrong with it, tied together for screen readers.

use leptos::prelude::*;

use super::problem_text::problem_text;
use super::state::{FormState, use_form_state};
use crate::i18n::use_i18n;
use crate::parts::Icon;

/// A field of one line.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] inputmode: Option<&'static str>,
    #[prop(optional)] required: bool,
    /// The id of a `<datalist>` with values to offer.
    #[prop(optional_no_strip)]
    list: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// The earliest time or the least number the browser lets be chosen.
    #[prop(optional, into)]
    min: Option<String>,
) -> impl IntoView {
    let form = use_form_state();
    // What was typed comes back, but never a secret; nor does anything else stand in its place.
    let typed = if kind == "password" { form.is_draft().then(String::new) } else { form.typed(&name) };
    let value = typed.unwrap_or(value);
    let marks = Marks::of(form, &name, hint.is_some());
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <input
                class="in" id=name.clone() name=name.clone() type=kind value=value
                autocomplete=autocomplete inputmode=inputmode required=required placeholder=placeholder list=list min=min
                aria-invalid=marks.invalid aria-describedby=marks.described_by
            />
            <Remarks name hint />
        </div>
    }
    .into_any()
}

/// A field of several lines.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let form = use_form_state();
    let value = form.typed(&name).unwrap_or(value);
    let marks = Marks::of(form, &name, hint.is_some());
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <textarea
                class="in" id=name.clone() name=name.clone() required=required
                aria-invalid=marks.invalid aria-describedby=marks.described_by
            >{value}</textarea>
            <Remarks name hint />
        </div>
    }
    .into_any()
}

/// A choice of one from a list of (value, words).
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<Signal<String>>,
) -> impl IntoView {
    let form = use_form_state();
    let chosen = form.typed(&name).unwrap_or(value);
    let marks = Marks::of(form, &name, hint.is_some());
    let options = options.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <select
                class="in" id=name.clone() name=name.clone()
                aria-invalid=marks.invalid aria-describedby=marks.described_by
            >{options.collect_view()}</select>
            <Remarks name hint />
        </div>
    }
    .into_any()
}

/// A box to tick; never ticked unless the visitor did it or the stored value says so.
#[component]
pub fn CheckField(
    #[prop(into)] name: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    children: Children,
) -> impl IntoView {
    let form = use_form_state();
    let checked = if form.is_draft() { form.typed(&name).is_some() } else { checked };
    let marks = Marks::of(form, &name, hint.is_some());
    view! {
        <div class="field">
            <label class="pick" for=name.clone()>
                <input
                    type="checkbox" id=name.clone() name=name.clone() checked=checked
                    aria-invalid=marks.invalid aria-describedby=marks.described_by
                />
                <span>{children()}</span>
            </label>
            <Remarks name hint />
        </div>
    }
    .into_any()
}

/// The attributes that tie a control to its hint and its problem.
pub(super) struct Marks {
    pub(super) invalid: Signal<Option<&'static str>>,
    pub(super) described_by: Signal<Option<String>>,
}

impl Marks {
    pub(super) fn of(form: FormState, name: &str, has_hint: bool) -> Self {
        let (for_invalid, for_ids) = (name.to_owned(), name.to_owned());
        Self {
            invalid: Signal::derive(move || form.problem(&for_invalid).map(|_| "true")),
            described_by: Signal::derive(move || {
                let problem = form.problem(&for_ids).map(|_| format!("{for_ids}-error"));
                let hint = has_hint.then(|| format!("{for_ids}-hint"));
                let ids: Vec<_> = problem.into_iter().chain(hint).collect();
                (!ids.is_empty()).then(|| ids.join(" "))
            }),
        }
    }
}

/// The problem of a field, if any, and its hint.
#[component]
pub(super) fn Remarks(name: String, hint: Option<Signal<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let (error_id, hint_id) = (format!("{name}-error"), format!("{name}-hint"));
    let problem = move || {
        form.problem(&name).map(|found| {
            let words = problem_text(i18n, found.problem, found.detail.as_deref());
            view! { <p class="error" id=error_id.clone()><Icon name="alert" small=true />{words}</p> }
        })
    };
    view! {
        {problem}
        {hint.map(|hint| view! { <p class="hint" id=hint_id hidden=move || hint.read().is_empty()>{hint}</p> })}
    }
    .into_any()
}
