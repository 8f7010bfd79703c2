use domain::companies::{CompanyProfileView, ProfileGap};
use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// What the profile lacks before commercial messages may leave, each with a link to its field.
#[component]
pub fn Gaps(profile: CompanyProfileView) -> impl IntoView {
    let gaps = profile.gaps();
    match gaps.is_empty() {
        true => view! { <Complete /> }.into_any(),
        false => view! { <Missing gaps /> }.into_any(),
    }
}

#[component]
fn Complete() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Notice tone=Tone::Good><p>{t!(i18n, company.complete)}</p></Notice> }
}

#[component]
fn Missing(gaps: Vec<ProfileGap>) -> impl IntoView {
    let i18n = use_i18n();
    let links = gaps.into_iter().map(move |gap| {
        let href = format!("#{}", gap.word());
        view! { <li><a href=href>{gap_name(i18n, gap)}</a></li> }
    });
    view! {
        <Notice tone=Tone::Warn>
            <h2>{t!(i18n, company.missing)}</h2>
            <p>{t!(i18n, company.missing_why)}</p>
            <ul>{links.collect_view()}</ul>
        </Notice>
    }
}

/// What a gap's field is called.
pub fn gap_name(i18n: Locale, gap: ProfileGap) -> &'static str {
    match gap {
        ProfileGap::TradeName => t_string!(i18n, company.trade_name),
        ProfileGap::TaxNumber => t_string!(i18n, company.tax_number),
        ProfileGap::Mersis => t_string!(i18n, company.mersis),
        ProfileGap::NationalId => t_string!(i18n, company.national_id),
        ProfileGap::Address => t_string!(i18n, company.address),
        ProfileGap::PrivacyContact => t_string!(i18n, company.privacy_contact),
    }
}
