use domain::accounts::SecondFactorView;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{EndSecondFactor, own_second_factor};
use super::ending::{EndForm, ResetForm};
use super::setting_up::{Begin, Codes, Confirm};
use crate::form::{ActionResult, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;
use crate::parts::{FailureNotice, Notice, Tone};

/// Two-step sign-in of the person who asks, from the first look to switching it off.
pub struct SecondFactorPage;

#[lazy_route]
impl LazyRoute for SecondFactorPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let drawn = Suspend::new(async move {
            match own_second_factor().await {
                Ok(factor) => view! { <Factor factor /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        let visitor = use_page_context().visitor;
        let home = visitor.as_ref().and_then(|visitor| visitor.company.as_ref());
        let back = home.map_or_else(|| "/".to_owned(), |company| format!("/c/{}/account", company.id));
        let is_operator = visitor.is_some_and(|visitor| visitor.is_operator);
        let ended = use_call::<EndSecondFactor>();
        view! {
            <PageTitle text=words!(i18n, second_factor.title) />
            <Gate>
                <h1>{t!(i18n, second_factor.title)}</h1>
                <ActionResult action=ended>{t!(i18n, second_factor.ended)}</ActionResult>
                <Suspense>{drawn}</Suspense>
                {is_operator.then(|| view! { <ResetForm /> })}
                <p class="sm"><a href=back>{t!(i18n, second_factor.back)}</a></p>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn Factor(factor: SecondFactorView) -> impl IntoView {
    match factor {
        SecondFactorView { to_confirm: Some(seed), .. } => view! { <Confirm seed /> }.into_any(),
        SecondFactorView { is_on: false, .. } => view! { <Begin /> }.into_any(),
        SecondFactorView { fresh_codes, .. } if !fresh_codes.is_empty() => {
            view! { <Codes codes=fresh_codes /> }.into_any()
        }
        SecondFactorView { codes_left, .. } => view! { <On codes_left /> }.into_any(),
    }
}

#[component]
fn On(codes_left: u32) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Notice tone=Tone::Good>
            <p>{t!(i18n, second_factor.is_on)}</p>
            <p class="sm">{t!(i18n, second_factor.codes_left, left = codes_left)}</p>
        </Notice>
        <EndForm />
    }
}
