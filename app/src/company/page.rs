use domain::companies::CompanyProfileView;
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{UpdateCompanyProfile, company_profile};
use super::form::ProfileForm;
use super::gaps::Gaps;
use crate::call::Answer;
use crate::form::use_refetch;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Loaded, Notice, Page};

/// The company's identity: what stands under its commercial messages and in its texts.
pub struct CompanyPage {
    profile: Resource<Answer<CompanyProfileView>>,
}

#[lazy_route]
impl LazyRoute for CompanyPage {
    fn data() -> Self {
        let company = use_company();
        Self { profile: Resource::new(|| (), move |()| company_profile(company)) }
    }

    fn view(this: Self) -> AnyView {
        let i18n = use_i18n();
        let action = ServerAction::<UpdateCompanyProfile>::new();
        use_refetch(action, this.profile);
        let may_edit = use_right(Right::ManageCompany);
        view! {
            <Page title=words!(i18n, company.title) about=words!(i18n, company.about) narrow=true>
                {(!may_edit).then(|| view! { <Notice><p>{t!(i18n, company.read_only)}</p></Notice> })}
                <Loaded from=this.profile rows=2 let:profile><Gaps profile /></Loaded>
                <FormOnce profile=this.profile action may_edit />
            </Page>
        }
        .into_any()
    }
}

/// Draws the form once: what is typed must not be replaced when the profile is fetched again.
#[component]
fn FormOnce(
    profile: Resource<Answer<CompanyProfileView>>,
    action: ServerAction<UpdateCompanyProfile>,
    may_edit: bool,
) -> impl IntoView {
    let drawn = Suspend::new(async move {
        let profile = profile.await.ok();
        profile.map(|profile| view! { <ProfileForm profile action may_edit /> })
    });
    view! { <Suspense>{drawn}</Suspense> }
}
