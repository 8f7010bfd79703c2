use domain::accounts::{PolicyAct, PolicyKind, PolicyTexts};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{PublishPolicy, get_policy_texts};
use crate::form::{FormDone, FormFailure, PostForm, SubmitButton, TextArea, TextField, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::{Gate, NotFoundPage};
use crate::parts::{Day, FailureNotice, Notice, Tone};
use crate::policies::kind_title;

/// `/operator/policies/{kind}`: the next version of a document.
pub struct PublishPage;

#[lazy_route]
impl LazyRoute for PublishPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let word = use_params_map().with_untracked(|params| params.get("kind")).unwrap_or_default();
        match PolicyKind::from_word(&word) {
            Some(kind) => view! { <Document kind /> }.into_any(),
            None => view! { <NotFoundPage /> }.into_any(),
        }
    }
}

#[component]
fn Document(kind: PolicyKind) -> impl IntoView {
    let i18n = use_i18n();
    let drawn = Suspend::new(async move {
        match get_policy_texts(kind).await {
            Ok(texts) => view! { <NextVersion texts /> }.into_any(),
            Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
        }
    });
    view! {
        <PageTitle text=Signal::stored(kind_title(i18n, kind).to_owned()) />
        <Gate wide=true>
            <h1>{kind_title(i18n, kind)}</h1>
            <Suspense>{drawn}</Suspense>
            <p class="sm"><a href="/operator">{t!(i18n, operator.back)}</a></p>
        </Gate>
    }
}

#[component]
fn NextVersion(texts: PolicyTexts) -> impl IntoView {
    let i18n = use_i18n();
    let reference = texts.reference.clone();
    let means = match reference.kind.required_act() {
        PolicyAct::Accepted => t_string!(i18n, operator.publish_asks),
        PolicyAct::Shown => t_string!(i18n, operator.publish_shows),
    };
    view! {
        <p class="sm dim">
            {t!(i18n, policies.version, version = reference.version)}" · "<Day at=texts.published />" · "
            <a href=format!("/policies/{}", reference.kind)>{t!(i18n, operator.see_page)}</a>
        </p>
        <Notice tone=Tone::Warn><p>{means}</p></Notice>
        <TextsForm texts />
    }
}

#[component]
fn TextsForm(texts: PolicyTexts) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<PublishPolicy>();
    view! {
        <PostForm action plain=true class="stack groups">
            <input type="hidden" name="kind" value=texts.reference.kind.word() />
            <input type="hidden" name="base" value=texts.reference.id.to_string() />
            <FormFailure />
            <p class="hint">{t!(i18n, operator.text_hint)}" "<code>"{{brand}} {{contact}} {{legal}}"</code></p>
            <fieldset class="group">
                <legend>"Türkçe"</legend>
                <TextField name="title_tr" label=words!(i18n, operator.text_title) value=texts.title_tr required=true />
                <TextArea name="body_tr" label=words!(i18n, operator.text_body) value=texts.body_tr required=true />
            </fieldset>
            <fieldset class="group">
                <legend>"English"</legend>
                <TextField name="title_en" label=words!(i18n, operator.text_title) value=texts.title_en required=true />
                <TextArea name="body_en" label=words!(i18n, operator.text_body) value=texts.body_en required=true />
            </fieldset>
            <div class="form-end">
                <SubmitButton>{t!(i18n, operator.publish)}</SubmitButton>
                <FormDone>{t!(i18n, operator.published)}</FormDone>
            </div>
        </PostForm>
    }
}
