use domain::credit::CreditView;
use domain::id::{AccountId, CompanyId};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{RemovePrice, SaveThresholds, SetPrice, get_credit};
use super::history::History;
use super::left::Left;
use super::price_form::NewPrice;
use super::prices::PriceTable;
use super::thresholds::Thresholds;
use crate::form::{ActionResult, Call, use_call};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::parts::{FailureNotice, Page};

/// `/c/{company}/providers/{account}/credit`: what an account charges, what is left on it, how that went
/// and how long it lasts.
pub struct CreditPage;

#[lazy_route]
impl LazyRoute for CreditPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let account = use_id("account").unwrap_or(AccountId::from_i64(0));
        let actions = Actions {
            set_price: use_call::<SetPrice>(),
            remove_price: use_call::<RemovePrice>(),
            save_thresholds: use_call::<SaveThresholds>(),
        };
        let drawn = Suspend::new(async move {
            match get_credit(company, account).await {
                Ok(credit) => view! { <Contents company credit actions /> }.into_any(),
                Err(error) => {
                    crate::request::set_status(error.0.problem.status());
                    view! { <FailureNotice failure=error.0 /> }.into_any()
                }
            }
        });
        let back = (format!("/c/{company}/providers"), words!(i18n, providers.title));
        view! {
            <Page title=words!(i18n, credit.title) about=words!(i18n, credit.about) back narrow=true>
                <Suspense>{drawn}</Suspense>
            </Page>
        }
        .into_any()
    }
}

/// The calls of the page.
#[derive(Clone, Copy)]
struct Actions {
    set_price: Call,
    remove_price: Call,
    save_thresholds: Call,
}

#[component]
fn Contents(company: CompanyId, credit: CreditView, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let may_change = credit.may_change;
    let settings = format!("/c/{company}/providers/{}", credit.account);
    let name = if may_change {
        view! { <a href=settings>{credit.name.clone()}</a> }.into_any()
    } else {
        credit.name.clone().into_any()
    };
    view! {
        <p><b>{name}</b></p>
        <ActionResult action=actions.remove_price>{move || t!(i18n, credit.price_removed)}</ActionResult>
        <Left credit=credit.clone() />
        {(may_change && !credit.units.is_empty()).then(|| view! {
            <Thresholds company credit=credit.clone() action=actions.save_thresholds />
        })}
        <History credit=credit.clone() />
        <PriceTable company credit=credit.clone() action=actions.remove_price />
        {may_change.then(|| view! { <NewPrice company credit action=actions.set_price /> })}
    }
}
