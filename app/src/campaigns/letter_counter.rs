use domain::campaigns::{LONGEST_WHATSAPP_TEXT, WhatsappLength};
use domain::failure::Problem;
use domain::message::Class;
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::form::problem_text;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Icon;

/// How many characters a WhatsApp text has, with its footer and without the fields, and how many it may
/// have, while it is typed. Nothing is shown of an empty text.
#[component]
pub fn LetterCounter(body: Signal<String>, class: Signal<Class>, footer: String) -> impl IntoView {
    let length = StoredValue::new(WhatsappLength { class: Class::Informational, footer });
    let letters = Memo::new(move |_| {
        let length = WhatsappLength { class: class.get(), ..length.get_value() };
        body.with(|body| (!body.trim().is_empty()).then(|| length.of_pattern(body)))
    });
    view! {
        <div class="hint" aria-live="polite">
            {move || letters.get().map(|letters| view! { <Counted letters /> })}
        </div>
    }
}

#[component]
fn Counted(letters: usize) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let number = |count: usize| format_integer(i64::try_from(count).unwrap_or(i64::MAX), lang);
    let too_long = (letters > LONGEST_WHATSAPP_TEXT).then(|| problem_text(i18n, Problem::TooLong, None));
    view! {
        <span><b>{number(letters)}</b>" / "{number(LONGEST_WHATSAPP_TEXT)}" "{t!(i18n, campaigns.characters)}</span>
        {too_long.map(|words| view! { <p class="error"><Icon name="alert" small=true />{words}</p> })}
    }
}
