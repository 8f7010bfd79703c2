use domain::campaigns::{LONGEST_WHATSAPP_TEXT, SmsLength, WhatsappLength};
use domain::failure::Problem;
use domain::message::{Channel, Class};
use domain::sms::{SmsEncoding, SmsMeasure, SmsRules};
use leptos::prelude::*;

use crate::form::problem_text;
use crate::i18n::*;
use crate::parts::Icon;

/// What is counted of a text.
#[derive(Clone, PartialEq, Eq)]
struct Counted {
    letters: u32,
    /// How many letters it may have: within the last of its SMS, or in all.
    room: u32,
    /// How many SMS it is; `None` on WhatsApp.
    parts: Option<u32>,
    /// Why an SMS holds no more letters.
    why: String,
    /// That it is too long; empty otherwise.
    too_long: String,
}

/// How long the text is while it is typed, and how many SMS it costs: an estimate by the account's rules,
/// without the fields. The preview counts them for each person. Nothing is shown of an empty text.
#[component]
pub fn TextCounter(
    channel: Channel,
    body: Signal<String>,
    class: Signal<Class>,
    rules: SmsRules,
    footer: String,
    short_link: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let added = StoredValue::new((footer, short_link));
    let counted = Memo::new(move |_| {
        let (class, (footer, short_link)) = (class.get(), added.get_value());
        body.with(|body| {
            (!body.trim().is_empty()).then(|| match channel {
                Channel::Sms => sms(i18n, SmsLength { rules, class, footer, short_link }.of_pattern(body)),
                _ => whatsapp(i18n, WhatsappLength { class, footer }.of_pattern(body)),
            })
        })
    });
    view! {
        <div class="hint" aria-live="polite">
            {move || counted.get().map(|found| view! { <Estimate found /> })}
        </div>
    }
}

fn sms(i18n: Locale, found: SmsMeasure) -> Counted {
    let why = match found.encoding {
        SmsEncoding::Gsm7 => t_string!(i18n, campaigns.encoding_plain).to_owned(),
        SmsEncoding::Turkish => t_string!(i18n, campaigns.encoding_turkish).to_owned(),
        SmsEncoding::Ucs2 => {
            let letters: String = found.offenders.iter().take(5).collect();
            t_string!(i18n, campaigns.encoding_wide, letters = letters).to_string()
        }
    };
    let too_long = if found.too_long { t_string!(i18n, campaigns.sms_too_long) } else { "" };
    Counted {
        letters: found.units,
        room: found.units + found.units_left_in_part,
        parts: Some(found.parts),
        why,
        too_long: too_long.to_owned(),
    }
}

fn whatsapp(i18n: Locale, letters: usize) -> Counted {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let is_too_long = letters > LONGEST_WHATSAPP_TEXT;
    Counted {
        letters: number(letters),
        room: number(LONGEST_WHATSAPP_TEXT),
        parts: None,
        why: String::new(),
        too_long: if is_too_long { problem_text(i18n, Problem::TooLong, None) } else { String::new() },
    }
}

#[component]
fn Estimate(found: Counted) -> impl IntoView {
    let i18n = use_i18n();
    let too_long = (!found.too_long.is_empty())
        .then(|| view! { <p class="error"><Icon name="alert" small=true />{found.too_long}</p> });
    view! {
        <div class="row between">
            <span>
                {t!(i18n, campaigns.estimate)}" "<b>{found.letters}</b>" / "{found.room}" "{t!(i18n, campaigns.characters)}
                {found.parts.map(|parts| view! { ", "<b>{parts}" SMS"</b> })}
            </span>
            <span>{found.why}</span>
        </div>
        {too_long}
    }
}
