use domain::limits::CompanyLimitsView;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CompanyLimits, SaveCompanyLimits};
use super::fields::{CampaignFields, Channels, MoneyFields};
use crate::call::ask;
use crate::form::{CompanyField, FormDone, FormFailure, PostForm, SubmitButton, use_call};
use crate::frame::use_company;
use crate::i18n::*;
use crate::parts::{Loaded, Page};

/// `/c/{company}/company/limits`: how much the company may send and spend.
pub struct LimitsPage;

#[lazy_route]
impl LazyRoute for LimitsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let limits = ask(move || CompanyLimits { company });
        let back = (format!("/c/{company}/company"), words!(i18n, company.title));
        view! {
            <Page title=words!(i18n, limits.title) about=words!(i18n, limits.about) back narrow=true>
                <Loaded from=limits rows=3 children={move |found: CompanyLimitsView| view! { <Limits found /> }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Limits(found: CompanyLimitsView) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveCompanyLimits>();
    view! {
        <PostForm action class="panel stack groups">
            <CompanyField />
            <FormFailure />
            <Channels found=found.clone() />
            <MoneyFields found=found.clone() />
            <CampaignFields limits=found.limits />
            <div class="form-end">
                <SubmitButton>{t!(i18n, limits.save)}</SubmitButton>
                <FormDone>{t!(i18n, limits.saved)}</FormDone>
            </div>
        </PostForm>
    }
}
