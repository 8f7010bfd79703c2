use domain::campaigns::LaunchPreview;
use domain::failure::Failure;
use domain::id::CompanyId;
use domain::rights::Right;
use domain::turkish::{format_credit, format_date_time, format_money};
use leptos::prelude::*;

use crate::form::problem_text;
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Icon, Notice, Tone};

/// The estimate of what it costs; nothing where it cannot be made.
#[component]
pub fn Cost(found: LaunchPreview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let cost = found.cost.map(|cost| format_money(cost, lang));
    cost.map(|cost| view! { <div class="tile"><dt>{t!(i18n, campaigns.cost)}</dt><dd>{cost}</dd></div> })
}

/// That the account has no price to estimate with, with the way there for those who set it.
#[component]
pub fn Unpriced(company: CompanyId, found: LaunchPreview) -> impl IntoView {
    let i18n = use_i18n();
    let to_prices = found.account_id.filter(|_| use_right(Right::ManageProviders));
    let link = to_prices.map(|account| {
        let href = format!("/c/{company}/providers/{account}/credit#new-price");
        view! { " "<a class="link" href=href rel="external">{t!(i18n, campaigns.to_price)}</a> }
    });
    (found.cost.is_none() && found.unpriced)
        .then(|| view! { <p class="hint">{t!(i18n, campaigns.no_price)}{link}</p> })
}

/// That the account's credit may not be enough, in figures; it keeps nobody from sending.
#[component]
pub fn CreditShort(found: LaunchPreview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    found.credit_gap.map(|gap| {
        let (needed, left) = (format_credit(&gap.needed, lang), format_credit(&gap.left, lang));
        let time = format_date_time(gap.at, lang);
        view! {
            <Notice tone=Tone::Warn>
                <p>{t!(i18n, campaigns.credit_short, needed = needed, time = time, left = left)}</p>
            </Notice>
        }
    })
}

/// The limit of the company that it would pass, in place of the button; with the way to the limits for
/// those who set them.
#[component]
pub fn OverLimit(company: CompanyId, limit: Failure) -> impl IntoView {
    let i18n = use_i18n();
    let words = problem_text(i18n, limit.problem, limit.detail.as_deref());
    let link = use_right(Right::ManageCompany).then(|| {
        view! { " "<a class="link" href=format!("/c/{company}/company/limits")>{t!(i18n, campaigns.to_limits)}</a> }
    });
    view! { <p class="error"><Icon name="alert" small=true /><span>{words}{link}</span></p> }
}
