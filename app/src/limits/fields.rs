use domain::limits::{ChannelLimits, CompanyLimits, CompanyLimitsView, Used};
use domain::message::Channel;
use domain::money::Money;
use domain::rights::Right;
use domain::turkish::{format_integer, format_money};
use leptos::prelude::*;

use crate::form::{CurrencyField, TextField, amount_text};
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::channel_name;

/// Messages a day and a month, channel by channel.
#[component]
pub fn Channels(found: CompanyLimitsView) -> impl IntoView {
    let i18n = use_i18n();
    let CompanyLimitsView { limits, sms, whatsapp, email } = found;
    view! {
        <fieldset class="group">
            <legend>{t!(i18n, limits.messages)}</legend>
            <p class="hint">{t!(i18n, limits.messages_about)}</p>
            <OfChannel channel=Channel::Sms limits=limits.sms used=sms />
            <OfChannel channel=Channel::Whatsapp limits=limits.whatsapp used=whatsapp />
            <OfChannel channel=Channel::Email limits=limits.email used=email />
        </fieldset>
    }
}

#[component]
fn OfChannel(channel: Channel, limits: ChannelLimits, used: Used) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let name = channel_name(i18n, channel);
    let word = channel.word();
    let count = |used| format_integer(used, lang);
    view! {
        <div class="duo">
            <TextField
                name=format!("{word}_day") label=words!(i18n, limits.day, channel = name) inputmode="numeric"
                hint=words!(i18n, limits.used_day, count = count(used.messages_day)) value=shown(limits.day)
            />
            <TextField
                name=format!("{word}_month") label=words!(i18n, limits.month, channel = name) inputmode="numeric"
                hint=words!(i18n, limits.used_month, count = count(used.messages_month)) value=shown(limits.month)
            />
        </div>
    }
}

/// Money a day, in a currency.
#[component]
pub fn MoneyFields(found: CompanyLimitsView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let most = found.limits.money_day;
    let currency = most.map(Money::currency).unwrap_or_default();
    let used = format_money(Money::new(found.sms.money_day, currency), lang);
    let hint = match most {
        Some(_) if use_right(Right::SeeFinancial) => words!(i18n, limits.money_used, amount = used),
        _ => words!(i18n, limits.money_hint),
    };
    view! {
        <fieldset class="group">
            <legend>{t!(i18n, limits.money)}</legend>
            <p class="hint">{t!(i18n, limits.money_about)}</p>
            <div class="duo">
                <TextField
                    name="money_day" label=words!(i18n, limits.money_day) hint inputmode="decimal"
                    value=most.map(|money| amount_text(money, i18n)).unwrap_or_default()
                />
                <CurrencyField name="money_currency" currency />
            </div>
        </fieldset>
    }
}

/// The largest campaign, and the share of the queue.
#[component]
pub fn CampaignFields(limits: CompanyLimits) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset class="group">
            <legend>{t!(i18n, limits.others)}</legend>
            <div class="duo">
                <TextField
                    name="recipients" label=words!(i18n, limits.recipients) inputmode="numeric"
                    hint=words!(i18n, limits.recipients_hint) value=shown(limits.recipients)
                />
                <TextField
                    name="share" label=words!(i18n, limits.share) inputmode="numeric"
                    hint=words!(i18n, limits.share_hint) value=shown(limits.share.map(u32::from))
                />
            </div>
        </fieldset>
    }
}

fn shown(limit: Option<u32>) -> String {
    limit.map(|limit| limit.to_string()).unwrap_or_default()
}
