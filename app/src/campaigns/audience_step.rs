use domain::campaigns::{Audience, AudienceChoices, ChannelChoice, TagChoice};
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId, ContactId};
use domain::message::Channel;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::api::SaveAudience;
use crate::form::{FormFailure, PostForm, SubmitButton, TextArea, use_call, use_form_state};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Notice, Tone, channel_icon, channel_name};

/// The first step: the channel, and whom it goes to.
#[component]
pub fn AudienceStep(
    company: CompanyId,
    #[prop(optional)] campaign: Option<CampaignId>,
    /// The channel chosen before.
    #[prop(optional)]
    channel: Option<Channel>,
    #[prop(optional)] audience: Audience,
    choices: AudienceChoices,
) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveAudience>();
    let nothing_connected = choices.channels.iter().all(|choice| choice.account.is_none());
    let channel = channel.or_else(|| first_connected(&choices.channels));
    view! {
        <section class="panel" aria-labelledby="s1">
            <h2 id="s1">{t!(i18n, campaigns.step_people)}</h2>
            <PostForm action class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="campaign" value=campaign.map(|id| id.to_string()).unwrap_or_default() />
                <FormFailure />
                {nothing_connected.then(|| view! { <NothingConnected company /> })}
                <Channels channels=choices.channels chosen=channel />
                <div class="cols">
                    <People company audience=audience.clone() tags=choices.tags everyone=choices.everyone />
                    <div class="stack">
                        <TextArea
                            name="typed" label=words!(i18n, campaigns.typed) value=audience.typed
                            hint=words!(i18n, campaigns.typed_hint)
                        />
                        <WithoutUnreadable />
                    </div>
                </div>
                <div class="row"><SubmitButton>{t!(i18n, campaigns.go_on)}</SubmitButton></div>
            </PostForm>
        </section>
    }
}

/// Offered once a typed recipient could not be read.
#[component]
fn WithoutUnreadable() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let unreadable =
        move || form.problem("typed").is_some_and(|found| found.problem != Problem::NobodyToSend);
    move || {
        unreadable().then(|| {
            view! {
                <label class="pick">
                    <input type="checkbox" name="skip_unreadable" />
                    <span>{t!(i18n, campaigns.skip_unreadable)}</span>
                </label>
            }
        })
    }
}

/// The first channel that has an account; nothing else can leave.
fn first_connected(channels: &[ChannelChoice]) -> Option<Channel> {
    channels.iter().find(|choice| choice.account.is_some()).map(|choice| choice.channel)
}

/// Said where no channel has an account, with the way to connect one.
#[component]
fn NothingConnected(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Notice tone=Tone::Warn>
            <p>{t!(i18n, campaigns.no_accounts)}</p>
            <a class="link" href=format!("/c/{company}/providers")>{t!(i18n, campaigns.to_providers)}</a>
        </Notice>
    }
}

/// The people of the company: those picked in the list, a tag, everybody; or the way to get some.
#[component]
fn People(company: CompanyId, audience: Audience, tags: Vec<TagChoice>, everyone: u32) -> impl IntoView {
    let i18n = use_i18n();
    let picked = audience.contacts;
    let chosen = audience.tags.first().map(ToString::to_string);
    let nobody = everyone == 0;
    view! {
        <div class="stack">
            {(!picked.is_empty()).then(|| view! { <Picked picked /> })}
            {(!tags.is_empty()).then(|| view! { <Tags choices=tags chosen /> })}
            {(!nobody).then(|| view! { <Everyone count=everyone checked=audience.everyone /> })}
            {(!nobody).then(|| view! {
                <p class="hint">
                    {t!(i18n, campaigns.pick_about)}" "
                    <a href=format!("/c/{company}/contacts")>{t!(i18n, campaigns.to_people)}</a>
                </p>
            })}
            {nobody.then(|| view! {
                <div class="field">
                    <span class="label">{t!(i18n, campaigns.no_people)}</span>
                    <p class="hint">
                        {t!(i18n, campaigns.no_people_about)}" "
                        <a href=format!("/c/{company}/contacts/import")>{t!(i18n, campaigns.upload_list)}</a>
                    </p>
                </div>
            })}
        </div>
    }
}

/// Those picked one by one; taking the tick away leaves them out.
#[component]
fn Picked(picked: Vec<ContactId>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let checked = !form.is_draft() || form.typed("contacts").is_some();
    let count = picked.len();
    let ids = picked.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    view! {
        <label class="pick">
            <input type="checkbox" name="contacts" value=ids checked=checked />
            <span>
                <b>{t_count!(i18n, count, campaigns.one_picked_people | picked_people, count = count)}</b>
                <span class="dim">{t!(i18n, campaigns.picked_about)}</span>
            </span>
        </label>
    }
}

#[component]
fn Channels(channels: Vec<ChannelChoice>, chosen: Option<Channel>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let typed = form.typed("channel").and_then(|word| Channel::from_word(&word));
    let chosen = typed.or(chosen);
    let cards = channels.into_iter().map(|choice| {
        let about = match choice.account {
            Some(account) => account,
            None => t_string!(i18n, campaigns.no_account).to_owned(),
        };
        let word = choice.channel.word();
        view! {
            <label class="pick">
                <input type="radio" name="channel" value=word checked=Some(choice.channel) == chosen />
                <span>
                    <b class="row"><Icon name=channel_icon(choice.channel) small=true />{channel_name(i18n, choice.channel)}</b>
                    <span class="dim">{about}</span>
                </span>
            </label>
        }
    });
    let problem = move || {
        form.problem("channel").map(|_| view! { <p class="error"><Icon name="alert" small=true />{t!(i18n, campaigns.channel_needed)}</p> })
    };
    view! {
        <fieldset class="field">
            <legend>{t!(i18n, campaigns.channel)}</legend>
            <div class="duo trio">{cards.collect_view()}</div>
            {problem}
        </fieldset>
    }
}

#[component]
fn Tags(choices: Vec<TagChoice>, chosen: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let chosen = use_form_state().typed("tags").or(chosen).unwrap_or_default();
    let options = choices.into_iter().map(|tag| {
        let value = tag.id.to_string();
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {format!("{} ({})", tag.name, format_integer(i64::from(tag.people), lang))}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for="tags">{t!(i18n, campaigns.tag)}</label>
            <select class="in" id="tags" name="tags">
                <option value="">{t!(i18n, campaigns.no_tag)}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Everyone(count: u32, checked: bool) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let form = use_form_state();
    let checked = if form.is_draft() { form.typed("everyone").is_some() } else { checked };
    let number = format_integer(i64::from(count), lang);
    let about = t_count!(i18n, count, campaigns.one_everyone_about | everyone_about, count = number);
    view! {
        <label class="pick">
            <input type="checkbox" name="everyone" checked=checked />
            <span>
                <b>{t!(i18n, campaigns.everyone)}</b>
                <span class="dim">{about}</span>
            </span>
        </label>
    }
}
