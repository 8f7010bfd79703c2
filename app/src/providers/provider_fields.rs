use domain::provider_form::{FieldKind, FormField, FormValues, ProviderForm};
use domain::text::Text;
use leptos::prelude::*;

use crate::form::{CheckField, SelectField, TextField, use_form_state};
use crate::i18n::*;
use crate::page_context::use_page_context;

const SENDER_NAMES: &str = "sender-names";

/// The fields of a provider's form, drawn from its description. A field that depends on another one
/// hides and shows with it; without JavaScript all are shown, with their condition in the hint.
#[component]
pub fn ProviderFields(
    form: ProviderForm,
    values: FormValues,
    kept_secrets: Vec<String>,
    /// Names that the provider approved, offered where one is asked.
    sender_names: Vec<String>,
) -> impl IntoView {
    let now = RwSignal::new(as_typed(values.clone()));
    let changed = move |event: leptos::ev::Event| {
        let (name, value) = changed_field(&event);
        if let Some(field) = name.strip_prefix("values[").and_then(|rest| rest.strip_suffix(']')) {
            now.update(|values| {
                values.insert(field.to_owned(), value);
            });
        }
    };
    let draw = |field: FormField| {
        let value = values.get(&field.name).cloned().unwrap_or_default();
        let kept = kept_secrets.contains(&field.name);
        let shown = field.clone();
        view! {
            <div hidden=move || !now.with(|values| shown.is_shown(values))><Field field value kept /></div>
        }
    };
    let (advanced, plain): (Vec<_>, Vec<_>) = form.fields.into_iter().partition(|field| field.advanced);
    let names: Vec<_> = advanced.iter().map(|field| control_name(&field.name)).collect();
    let plain: Vec<_> = plain.into_iter().map(draw).collect();
    let advanced: Vec<_> = advanced.into_iter().map(draw).collect();
    view! {
        <div class="stack" on:change=changed>
            {plain}
            <datalist id=SENDER_NAMES>
                {sender_names.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            {(!advanced.is_empty()).then(|| view! { <Advanced names>{advanced}</Advanced> })}
        </div>
    }
}

/// The values as they were left in a form that came back.
fn as_typed(values: FormValues) -> FormValues {
    let form = use_form_state();
    if !form.is_draft() {
        return values;
    }
    let typed = |(name, _): (String, String)| {
        let value = form.typed(&control_name(&name)).unwrap_or_default();
        (name, value)
    };
    values.into_iter().map(typed).collect()
}

/// Settings that few companies need, folded away until one of them is wrong.
#[component]
fn Advanced(names: Vec<String>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let wrong = move || names.iter().any(|name| form.problem(name).is_some());
    view! {
        <details open=wrong>
            <summary class="link">{t!(i18n, providers.advanced)}</summary>
            <div class="stack">{children()}</div>
        </details>
    }
}

fn control_name(field: &str) -> String {
    format!("values[{field}]")
}

/// The name and the value of the control that changed; a box that is not ticked has an empty value.
fn changed_field(event: &leptos::ev::Event) -> (String, String) {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
    let Some(target) = event.target() else { return Default::default() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        let ticked = input.type_() != "checkbox" || input.checked();
        return (input.name(), if ticked { input.value() } else { String::new() });
    }
    target.dyn_ref::<HtmlSelectElement>().map(|select| (select.name(), select.value())).unwrap_or_default()
}

#[component]
fn Field(field: FormField, value: String, kept: bool) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let words = |text: &Text| text.pick(lang).to_owned();
    let name = control_name(&field.name);
    let label = Signal::stored(words(&field.label));
    let hint = field.hint.as_ref().map(words);
    let hint = if kept { Some(t_string!(i18n, providers.secret_kept).to_owned()) } else { hint };
    let hint = Signal::stored(hint.unwrap_or_default());
    match field.kind {
        FieldKind::Bool => {
            let checked = domain::form_text::is_ticked(&value);
            view! { <CheckField name checked hint>{label}</CheckField> }.into_any()
        }
        FieldKind::Choice { options } => {
            let options = options.iter().map(|option| (option.value.clone(), words(&option.label))).collect();
            view! { <SelectField name label options value hint /> }.into_any()
        }
        FieldKind::Secret { .. } => view! {
            <TextField name label value kind="password" hint autocomplete="new-password" required=field.required />
        }
        .into_any(),
        FieldKind::Int { .. } | FieldKind::Port => {
            view! { <TextField name label value hint inputmode="numeric" required=field.required /> }
                .into_any()
        }
        FieldKind::Email => {
            view! { <TextField name label value hint kind="email" required=field.required /> }.into_any()
        }
        FieldKind::Url => {
            view! { <TextField name label value hint kind="url" required=field.required /> }.into_any()
        }
        FieldKind::Text { .. } | FieldKind::Host => {
            let list = field.sender_name.then_some(SENDER_NAMES);
            view! { <TextField name label value hint list required=field.required /> }.into_any()
        }
    }
}
