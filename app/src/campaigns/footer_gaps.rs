use domain::campaigns::FooterGap;
use domain::id::CompanyId;
use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// What a company must say of itself before commercial messages leave, with the way there.
#[component]
pub fn FooterGaps(company: CompanyId, gaps: Vec<FooterGap>) -> impl IntoView {
    let i18n = use_i18n();
    let by_profile = gaps.iter().any(|gap| *gap != FooterGap::PublicAddress);
    let names = gaps.into_iter().map(move |gap| {
        let name = match gap {
            FooterGap::TradeName => t_string!(i18n, campaigns.gap_trade_name),
            FooterGap::RegistryNumber => t_string!(i18n, campaigns.gap_registry_number),
            FooterGap::NationalId => t_string!(i18n, campaigns.gap_national_id),
            FooterGap::PublicAddress => t_string!(i18n, campaigns.gap_public_address),
        };
        view! { <li>{name}</li> }
    });
    view! {
        <Notice tone=Tone::Warn>
            <h3>{t!(i18n, campaigns.footer_needed)}</h3>
            <p>{t!(i18n, campaigns.footer_why)}</p>
            <ul>{names.collect_view()}</ul>
            {by_profile.then(|| view! {
                <a class="link" href=format!("/c/{company}/company")>{t!(i18n, campaigns.to_company)}</a>
            })}
        </Notice>
    }
}
