use domain::id::CompanyId;
use domain::provider_form::ProviderForm;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};

use super::api::{ListProviders, SaveAccount};
use super::provider_fields::ProviderFields;
use crate::call::ask;
use crate::form::{FormFailure, FormKey, PostForm, SubmitButton, TextField, use_call};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Loaded, Notice, Page, Tone};

/// `/c/{company}/providers/new/{provider}`: what the provider asks, and where to find it.
pub struct NewAccountPage;

#[lazy_route]
impl LazyRoute for NewAccountPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let provider = use_params_map().with_untracked(|params| params.get("provider")).unwrap_or_default();
        let providers = ask(move || ListProviders { company });
        let back = (format!("/c/{company}/providers"), words!(i18n, providers.title));
        view! {
            <Page title=words!(i18n, providers.new_title) back narrow=true>
                <Loaded from=providers children={move |providers: Vec<ProviderForm>| {
                    match providers.into_iter().find(|form| form.id == provider) {
                        Some(form) => view! { <NewAccount company form /> }.into_any(),
                        None => view! { <Notice tone=Tone::Warn><p>{t!(i18n, problem.not_found)}</p></Notice> }.into_any(),
                    }
                }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn NewAccount(company: CompanyId, form: ProviderForm) -> impl IntoView {
    let i18n = use_i18n();
    let context = use_page_context();
    let lang = context.lang;
    let action = use_call::<SaveAccount>();
    let testing = context.visitor.and_then(|visitor| visitor.company).is_some_and(|badge| badge.test_mode);
    let examples = testing && use_query_map().with_untracked(|query| query.get("examples").is_some());
    let values = if examples { form.examples() } else { form.defaults() };
    view! {
        <section class="panel stack">
            <div class="row between">
                <h2>{form.label.pick(lang).to_owned()}</h2>
                <a class="link" href=form.manual.clone() rel="noreferrer noopener" target="_blank">
                    {t!(i18n, providers.manual)}
                </a>
            </div>
            {(testing && !examples).then(|| view! {
                <Notice>
                    <p>{t!(i18n, providers.examples_about)}</p>
                    <p><a class="link" rel="external" href="?examples=on">{t!(i18n, providers.use_examples)}</a></p>
                </Notice>
            })}
            <PostForm action class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="provider" value=form.id.clone() />
                <FormKey action />
                <FormFailure />
                <TextField
                    name="name" label=words!(i18n, providers.name) hint=words!(i18n, providers.name_hint)
                />
                <ProviderFields form values kept_secrets=Vec::new() sender_names=Vec::new() />
                <div class="row"><SubmitButton>{t!(i18n, providers.connect)}</SubmitButton></div>
            </PostForm>
        </section>
    }
}
