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
use crate::parts::{Icon, Loaded, Notice, Page};

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
                <Loaded from=profile rows=2 let:profile><Gaps profile /></Loaded>
                <Loaded from=mode rows=2 children={move |mode: ModeView| view! { <Mode company mode may_edit /> }} />
                <FormOnce profile=profile action may_edit />
                <Further company may_edit />
            </Page>
        }
        .into_any()
    }
}

/// The ways to when and how much may be sent.
#[component]
fn Further(company: CompanyId, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="duo">
            <a class="pick" href=format!("/c/{company}/company/hours")>
                <Icon name="clock" />
                <span><b>{t!(i18n, company.hours)}</b><span class="dim">{t!(i18n, company.hours_short)}</span></span>
            </a>
            {may_edit.then(|| view! {
                <a class="pick" href=format!("/c/{company}/company/limits")>
                    <Icon name="gear" />
                    <span><b>{t!(i18n, company.limits)}</b><span class="dim">{t!(i18n, company.limits_about)}</span></span>
                </a>
            })}
        </div>
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
