use domain::campaigns::sms_measure;
use domain::message::Class;
use domain::sms::{SmsEncoding, SmsRules};
use leptos::prelude::*;

use crate::i18n::*;

/// How long the text is and how many SMS it costs, while it is typed; an estimate by the operators'
/// rules. Variables count as they stand.
#[component]
pub fn SmsCounter(body: Signal<String>, class: Signal<Class>, footer: String) -> impl IntoView {
    let i18n = use_i18n();
    let measure =
        Memo::new(move |_| body.with(|body| sms_measure(body, class.get(), &footer, &SmsRules::NETGSM)));
    let room = move || measure.with(|found| found.units + found.units_left_in_part);
    let why = move || {
        measure.with(|found| match found.encoding {
            SmsEncoding::Gsm7 => t_string!(i18n, campaigns.encoding_plain).to_owned(),
            SmsEncoding::Turkish => t_string!(i18n, campaigns.encoding_turkish).to_owned(),
            SmsEncoding::Ucs2 => {
                let letters: String = found.offenders.iter().take(5).collect();
                t_string!(i18n, campaigns.encoding_wide, letters = letters).to_string()
            }
        })
    };
    let too_long = move || measure.with(|found| found.too_long);
    view! {
        <div class="row between hint" aria-live="polite">
            <span>
                <b>{move || measure.with(|found| found.units)}</b>" / "{room}" "{t!(i18n, campaigns.characters)}", "
                <b>{move || measure.with(|found| found.parts)}" SMS"</b>
            </span>
            <span>{why}</span>
        </div>
        {move || too_long().then(|| view! { <p class="error">{t!(i18n, campaigns.sms_too_long)}</p> })}
    }
}
