//! What is held for want of an account, and how it gets one.

use domain::id::CompanyId;
use domain::provider_accounts::{Successor, WaitingForAccount};
use domain::rights::Right;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::actions::AccountButton;
use crate::form::Call;
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Notice, Tone, channel_name};

/// The messages of every channel that wait for an account; nothing where none does.
#[component]
pub fn Waiting(company: CompanyId, waiting: Vec<WaitingForAccount>, action: Call) -> impl IntoView {
    let of_channels = waiting.into_iter().map(move |waiting| view! { <OfChannel company waiting action /> });
    (of_channels.len() > 0)
        .then(|| view! { <div class="stack" id="waiting">{of_channels.collect_view()}</div> })
}

#[component]
fn OfChannel(company: CompanyId, waiting: WaitingForAccount, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let WaitingForAccount { channel, messages, accounts } = waiting;
    let channel = channel_name(i18n, channel);
    let number = format_integer(i64::from(messages), lang);
    let words = t_count!(
        i18n,
        messages,
        providers.one_waiting_messages | waiting_messages,
        channel = channel,
        number = number
    );
    let what_to_do = match accounts.is_empty() {
        true => t!(i18n, providers.waiting_connect),
        false => t!(i18n, providers.waiting_choose),
    };
    let may = use_right(Right::ManageProviders);
    let buttons = accounts.into_iter().filter(move |_| may).map(move |Successor { id, name }| {
        let label = words!(i18n, providers.waiting_send, account = name.clone());
        view! { <AccountButton action company account=id icon="send" label /> }
    });
    view! {
        <Notice tone=Tone::Warn>
            <p><b>{words}</b></p>
            <p class="sm">{what_to_do}</p>
            <div class="row">{buttons.collect_view()}</div>
        </Notice>
    }
}
