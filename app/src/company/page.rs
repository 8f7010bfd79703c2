use domain::companies::{CompanyProfileView, ModeView};
use domain::id::CompanyId;
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CompanyMode, CompanyProfile, UpdateCompanyProfile};
use super::form::ProfileForm;
use super::gaps::Gaps;
use super::mode::Mode;
use crate::call::{Asked, ask};
use crate::form::{Call, use_call, use_refetch};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Loaded, Notice, Page};

/// The company's identity: what stands under its commercial messages and in its texts.
pub struct CompanyPage;

#[lazy_route]
impl LazyRoute for CompanyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let profile = ask(move || CompanyProfile { company });
        let action = use_call::<UpdateCompanyProfile>();
        use_refetch(action, profile);
        let mode = ask(move || CompanyMode { company });
        use_refetch(action, mode);
        let may_edit = use_right(Right::ManageCompany);
        view! {
            <Page title=words!(i18n, company.title) about=words!(i18n, company.about) narrow=true>
                {(!may_edit).then(|| view! { <Notice><p>{t!(i18n, company.read_only)}</p></Notice> })}
                <p><a class="link" href=format!("/c/{company}/company/hours")>{t!(i18n, company.hours)}</a></p>
                <Loaded from=profile rows=2 let:profile><Gaps profile /></Loaded>
                <Loaded from=mode rows=2 children={move |mode: ModeView| view! { <Mode company mode may_edit /> }} />
                <FormOnce profile=profile action may_edit />
                {may_edit.then(|| view! { <ToLimits company /> })}
            </Page>
        }
        .into_any()
    }
}

/// The way to how much may be sent and spent.
#[component]
fn ToLimits(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="panel stack tight" aria-labelledby="limits">
            <h2 id="limits">{t!(i18n, company.limits)}</h2>
            <p class="sm dim">{t!(i18n, company.limits_about)}</p>
            <p><a class="link" href=format!("/c/{company}/company/limits")>{t!(i18n, company.to_limits)}</a></p>
        </section>
    }
}

/// Draws the form once: what is typed must not be replaced when the profile is fetched again.
#[component]
fn FormOnce(profile: Asked<CompanyProfileView>, action: Call, may_edit: bool) -> impl IntoView {
    let drawn = Suspend::new(async move {
        let profile = profile.answer().await.ok();
        profile.map(|profile| view! { <ProfileForm profile action may_edit /> })
    });
    view! { <Suspense>{drawn}</Suspense> }
}
