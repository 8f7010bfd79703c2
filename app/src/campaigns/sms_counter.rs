use domain::campaigns::SmsLength;
use domain::message::Class;
use domain::sms::{SmsEncoding, SmsMeasure, SmsRules};
use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::Icon;

/// How long the text is and how many SMS it costs, while it is typed: an estimate by the account's rules,
/// without the fields. The preview counts them for each person. Nothing is shown of an empty text.
#[component]
pub fn SmsCounter(
    body: Signal<String>,
    class: Signal<Class>,
    rules: SmsRules,
    footer: String,
) -> impl IntoView {
    let length = StoredValue::new(SmsLength { rules, class: Class::Informational, footer });
    let measure = Memo::new(move |_| {
        let length = SmsLength { class: class.get(), ..length.get_value() };
        body.with(|body| (!body.trim().is_empty()).then(|| length.of_pattern(body)))
    });
    view! {
        <div class="hint" aria-live="polite">
            {move || measure.get().map(|found| view! { <Measured found /> })}
        </div>
    }
}

#[component]
fn Measured(found: SmsMeasure) -> impl IntoView {
    let i18n = use_i18n();
    let room = found.units + found.units_left_in_part;
    let why = match found.encoding {
        SmsEncoding::Gsm7 => t_string!(i18n, campaigns.encoding_plain).to_owned(),
        SmsEncoding::Turkish => t_string!(i18n, campaigns.encoding_turkish).to_owned(),
        SmsEncoding::Ucs2 => {
            let letters: String = found.offenders.iter().take(5).collect();
            t_string!(i18n, campaigns.encoding_wide, letters = letters).to_string()
        }
    };
    let too_long = found.too_long.then(
        || view! { <p class="error"><Icon name="alert" small=true />{t!(i18n, campaigns.sms_too_long)}</p> },
    );
    view! {
        <div class="row between">
            <span>
                {t!(i18n, campaigns.estimate)}" "<b>{found.units}</b>" / "{room}" "{t!(i18n, campaigns.characters)}", "
                <b>{found.parts}" SMS"</b>
            </span>
            <span>{why}</span>
        </div>
        {too_long}
    }
}
