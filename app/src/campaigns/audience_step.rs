use domain::campaigns::{Audience, AudienceChoices, ChannelChoice};
use domain::id::{CampaignId, CompanyId};
use domain::message::Channel;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::api::SaveAudience;
use crate::form::{FormFailure, PostForm, SubmitButton, TextArea, use_call, use_form_state};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, channel_icon, channel_name};

/// The first step: the channel, and whom it goes to.
#[component]
pub fn AudienceStep(
    company: CompanyId,
    #[prop(optional)] campaign: Option<CampaignId>,
    #[prop(default = Channel::Sms)] channel: Channel,
    #[prop(optional)] audience: Audience,
    choices: AudienceChoices,
) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveAudience>();
    let contacts = audience.contacts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let picked = contacts.len();
    view! {
        <section class="panel" aria-labelledby="s1">
            <h2 id="s1">{t!(i18n, campaigns.step_people)}</h2>
            <PostForm action class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="campaign" value=campaign.map(|id| id.to_string()).unwrap_or_default() />
                <input type="hidden" name="contacts" value=contacts.join(",") />
                <FormFailure />
                <Channels channels=choices.channels chosen=channel />
                <div class="cols">
                    <div class="stack">
                        {(picked > 0)
                            .then(|| view! { <p>{t!(i18n, campaigns.picked_people, count = picked)}</p> })}
                        <Tags choices=choices.tags chosen=audience.tags.first().map(ToString::to_string) />
                        <Everyone count=choices.everyone checked=audience.everyone />
                    </div>
                    <TextArea
                        name="typed" label=words!(i18n, campaigns.typed) value=audience.typed
                        hint=words!(i18n, campaigns.typed_hint)
                    />
                </div>
                <div class="row"><SubmitButton>{t!(i18n, campaigns.go_on)}</SubmitButton></div>
            </PostForm>
        </section>
    }
}

#[component]
fn Channels(channels: Vec<ChannelChoice>, chosen: Channel) -> impl IntoView {
    let i18n = use_i18n();
    let typed = use_form_state().typed("channel").and_then(|word| Channel::from_word(&word));
    let chosen = typed.unwrap_or(chosen);
    let cards = channels.into_iter().map(|choice| {
        let about = match choice.account {
            Some(account) => account,
            None => t_string!(i18n, campaigns.no_account).to_owned(),
        };
        let word = choice.channel.word();
        view! {
            <label class="pick">
                <input type="radio" name="channel" value=word checked=choice.channel == chosen />
                <span>
                    <b class="row"><Icon name=channel_icon(choice.channel) small=true />{channel_name(i18n, choice.channel)}</b>
                    <span class="dim">{about}</span>
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{t!(i18n, campaigns.channel)}</legend>
            <div class="duo trio">{cards.collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn Tags(choices: Vec<domain::campaigns::TagChoice>, chosen: Option<String>) -> impl IntoView {
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
    view! {
        <label class="pick">
            <input type="checkbox" name="everyone" checked=checked />
            <span>
                <b>{t!(i18n, campaigns.everyone)}</b>
                <span class="dim">{t!(i18n, campaigns.everyone_about, count = format_integer(i64::from(count), lang))}</span>
            </span>
        </label>
    }
}
