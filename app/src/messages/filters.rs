use domain::id::CompanyId;
use domain::message::Channel;
use domain::messages::{MessageQuery, STAGES};
use leptos::prelude::*;

use super::labels::stage_text;
use crate::i18n::*;
use crate::parts::{Icon, channel_name};

/// The filters of the list: a plain form that puts them into the address.
#[component]
pub fn Filters(company: CompanyId, query: MessageQuery) -> impl IntoView {
    let i18n = use_i18n();
    let chosen_stage = query.stage.clone();
    let stages = STAGES.iter().map(move |(word, _)| {
        let selected = *word == chosen_stage;
        view! { <option value=*word selected=selected>{stage_text(i18n, word)}</option> }
    });
    let chosen = query.channel.clone();
    let channels = Channel::ALL.iter().map(move |channel| {
        let selected = channel.word() == chosen;
        view! { <option value=channel.word() selected=selected>{channel_name(i18n, *channel)}</option> }
    });
    let narrowed = !(query.stage.is_empty() && query.channel.is_empty() && query.from.is_empty());
    view! {
        <form class="filters people-filters" method="get" action=format!("/c/{company}/messages") role="search">
            <input type="hidden" name="campaign" value=query.campaign />
            <input type="hidden" name="contact" value=query.contact />
            <label class="vh" for="q">{t!(i18n, messages.search)}</label>
            <input
                class="in" id="q" name="q" type="search" value=query.q
                placeholder=t_string!(i18n, messages.search)
            />
            <button type="submit" class="btn">{t!(i18n, messages.search_button)}</button>
            <details open=narrowed>
                <summary class="btn" aria-label=t_string!(i18n, messages.filters)>
                    <Icon name="filter" small=true /><span class="no-phone">{t!(i18n, messages.filters)}</span>
                </summary>
                <div class="row">
                    <label class="vh" for="stage">{t!(i18n, messages.column_state)}</label>
                    <select class="in" id="stage" name="stage">
                        <option value="">{t!(i18n, messages.all_states)}</option>
                        {stages.collect_view()}
                    </select>
                    <label class="vh" for="channel">{t!(i18n, messages.column_channel)}</label>
                    <select class="in" id="channel" name="channel">
                        <option value="">{t!(i18n, messages.all_channels)}</option>
                        {channels.collect_view()}
                    </select>
                    <label class="row sm dim">{t!(i18n, messages.from_day)}<input class="in" name="from" type="date" value=query.from /></label>
                    <button type="submit" class="btn">{t!(i18n, messages.filter)}</button>
                </div>
            </details>
        </form>
    }
}
