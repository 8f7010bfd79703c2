use std::time::Duration;

use domain::campaigns::{ContentForm, PreviewPerson, RenderedPreview, VARIABLES};
use domain::id::CompanyId;
use domain::message::Channel;
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::PreviewCampaign;
use super::variables::variable_name;
use crate::call::ask_by_post;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Loaded, channel_icon, channel_name};

/// How long typing must rest before the preview follows.
const REST: Duration = Duration::from_millis(350);

/// The message as one person's phone or mailbox would show it; other people can be looked at. Who is
/// looked at stands in the address, so that leafing needs no scripts.
#[component]
pub fn Preview(company: CompanyId, channel: Channel, form: Signal<ContentForm>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let settled = settle(form);
    let position =
        Memo::new(move |_| query.with(|query| query.get_str("at")?.parse().ok()).unwrap_or_default());
    let rendered =
        ask_by_post(move || PreviewCampaign { company, form: settled.get(), position: position.get() });
    view! {
        <div class="stack">
            <Loaded from=rendered rows=4 children={move |found: RenderedPreview| {
                let person = found.person.clone();
                view! {
                    {person.map(|person| view! { <Leaf person /> })}
                    <Phone channel found />
                }
            }} />
            <div class="row no-script">
                <button type="submit" name="act" value="preview" class="btn">{t!(i18n, campaigns.show_preview)}</button>
            </div>
        </div>
    }
}

/// Whose message it is, with the ways to the neighbours.
#[component]
fn Leaf(person: PreviewPerson) -> impl IntoView {
    let i18n = use_i18n();
    let (at, of) = (person.at, person.of);
    let before = (at > 0).then(|| {
        view! {
            <a class="btn icon quiet" href=leaf(at - 1) data-noscroll=""
                aria-label=t_string!(i18n, campaigns.previous_person)><Icon name="left" /></a>
        }
    });
    let after = (at + 1 < of).then(|| {
        view! {
            <a class="btn icon quiet" href=leaf(at + 1) data-noscroll=""
                aria-label=t_string!(i18n, campaigns.next_person)><Icon name="right" /></a>
        }
    });
    view! {
        <div class="row between">
            <h3>{t!(i18n, campaigns.preview_of, name = person.name)}</h3>
            <div class="row">{before}{after}</div>
        </div>
    }
}

/// The page as it stands with another person in its address.
fn leaf(at: u32) -> String {
    let query = use_query_map();
    let kept = |name: &str| {
        let word = query.with_untracked(|query| query.get(name));
        word.map_or_else(String::new, |word| format!("{name}={word}&"))
    };
    format!("?{}{}at={at}", kept("step"), kept("template"))
}

#[component]
fn Phone(channel: Channel, found: RenderedPreview) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let missing = missing_names(i18n, &found.missing);
    let empty = found.body.trim().is_empty();
    let sms = found.sms.filter(|_| !empty).map(|sms| {
        let number = |count: u32| format_integer(i64::from(count), lang);
        t_string!(i18n, campaigns.preview_sms, count = number(sms.parts), most = number(sms.most)).to_string()
    });
    let address = found.person.map(|person| person.address).unwrap_or_default();
    let subject = found.subject;
    let footer = found.footer;
    view! {
        <article class="phone">
            <header class="row">
                <Icon name=channel_icon(channel) small=true /><b>{channel_name(i18n, channel)}</b>
                <span class="dim">{address}</span>
            </header>
            <div class="screen">
                {(!subject.is_empty()).then(|| view! { <p class="sm"><b>{subject}</b></p> })}
                {empty.then(|| view! { <p class="sm dim">{t!(i18n, campaigns.preview_empty)}</p> })}
                {(!empty).then(|| view! {
                    <p class="bubble">
                        {found.body}
                        {(!footer.is_empty()).then(|| view! { <span class="foot">{footer}</span> })}
                    </p>
                })}
                {found.buttons.into_iter().map(|name| view! { <p class="bubble button">{name}</p> }).collect_view()}
            </div>
            {(!missing.is_empty())
                .then(|| view! {
                    <footer class="warn">
                        {t!(i18n, campaigns.missing_here, names = missing)}" "<code>"{{ad|müşterimiz}}"</code>
                    </footer>
                })}
            {sms.map(|words| view! { <footer>{words}</footer> })}
        </article>
    }
}

/// What the fields are called that a person leaves empty.
fn missing_names(i18n: Locale, missing: &[String]) -> String {
    let name = |word: &String| {
        let known = VARIABLES.iter().find(|variable| *variable == word);
        known.map_or(word.as_str(), |known| variable_name(i18n, known)).to_owned()
    };
    missing.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Follows a signal once it has rested, so that not every key is a call.
fn settle(form: Signal<ContentForm>) -> RwSignal<ContentForm> {
    let settled = RwSignal::new(form.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let now = form.get();
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        let later = set_timeout_with_handle(move || settled.set(now), REST);
        waiting.set_value(later.ok());
    });
    settled
}
