use std::time::Duration;

use domain::campaigns::{ContentForm, RenderedPreview};
use domain::id::CompanyId;
use domain::message::Channel;
use leptos::prelude::*;

use super::api::PreviewCampaign;
use crate::call::ask_by_post;
use crate::i18n::*;
use crate::parts::{Icon, Loaded, channel_icon, channel_name};

/// How long typing must rest before the preview follows.
const REST: Duration = Duration::from_millis(350);

/// The message as one person's phone or mailbox would show it; other people can be looked at.
#[component]
pub fn Preview(company: CompanyId, channel: Channel, form: Signal<ContentForm>) -> impl IntoView {
    let i18n = use_i18n();
    let position = RwSignal::new(0u32);
    let settled = settle(form);
    let rendered =
        ask_by_post(move || PreviewCampaign { company, form: settled.get(), position: position.get() });
    view! {
        <div class="stack">
            <Loaded from=rendered rows=4 children={move |found: RenderedPreview| {
                let person = found.person.clone();
                view! {
                    {person.map(|person| {
                        let (at, of) = (person.at, person.of);
                        view! {
                            <div class="row between">
                                <h3>{t!(i18n, campaigns.preview_of, name = person.name)}</h3>
                                <div class="row">
                                    <button type="button" class="btn icon quiet" disabled={at == 0}
                                        aria-label=t_string!(i18n, campaigns.previous_person)
                                        on:click=move |_| position.set(at.saturating_sub(1))
                                    ><Icon name="left" /></button>
                                    <button type="button" class="btn icon quiet" disabled={at + 1 >= of}
                                        aria-label=t_string!(i18n, campaigns.next_person)
                                        on:click=move |_| position.set(at + 1)
                                    ><Icon name="right" /></button>
                                </div>
                            </div>
                        }
                    })}
                    <Phone channel found />
                }
            }} />
        </div>
    }
}

#[component]
fn Phone(channel: Channel, found: RenderedPreview) -> impl IntoView {
    let i18n = use_i18n();
    let missing = found.missing.join(", ");
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
                <p class="bubble">
                    {found.body}
                    {(!footer.is_empty()).then(|| view! { <span class="foot">{footer}</span> })}
                </p>
                {found.buttons.into_iter().map(|name| view! { <p class="bubble button">{name}</p> }).collect_view()}
            </div>
            {(!missing.is_empty())
                .then(|| view! { <footer class="warn">{t!(i18n, campaigns.missing_here, names = missing)}</footer> })}
        </article>
    }
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
