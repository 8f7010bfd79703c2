use domain::short_links::ShortLinksView;
use leptos::prelude::*;

use super::api::SwitchShortLinks;
use crate::form::{CompanyField, FormFailure, PostForm, use_call};
use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// Whether addresses are shortened, what that means, and the button.
#[component]
pub fn Switch(links: ShortLinksView) -> impl IntoView {
    let i18n = use_i18n();
    let (title, wanted, words) = match links.is_on {
        true => (t_string!(i18n, short_links.on), "off", t_string!(i18n, short_links.switch_off)),
        false => (t_string!(i18n, short_links.off), "on", t_string!(i18n, short_links.switch_on)),
    };
    let days = domain::short_links::DAYS;
    view! {
        <section class="panel stack" aria-labelledby="shorten">
            <div>
                <h2 id="shorten">{title}</h2>
                <p class="sm dim">{t!(i18n, short_links.switch_about, days = days)}</p>
            </div>
            <p class="sm">{t!(i18n, short_links.example)}" "<code>{links.sample.clone()}</code></p>
            {links.is_unreachable.then(|| view! {
                <Notice tone=Tone::Warn><p>{t!(i18n, short_links.unreachable)}</p></Notice>
            })}
            {links.may_switch.then(|| view! { <Button wanted words /> })}
        </section>
    }
}

#[component]
fn Button(wanted: &'static str, words: &'static str) -> impl IntoView {
    let action = use_call::<SwitchShortLinks>();
    view! {
        <PostForm action plain=true>
            <CompanyField />
            <input type="hidden" name="shorten" value=wanted />
            <FormFailure />
            <div class="row"><button type="submit" class="btn">{words}</button></div>
        </PostForm>
    }
}
