use domain::id::CompanyId;
use domain::message::{Cause, Channel, FailureReason, SkipReason, State};
use domain::messages::{MessageView, StateReason, TraceStep};
use leptos::prelude::*;

use super::acts::{CancelForm, DoubtForm, ResendForm};
use super::labels::{failure_text, reason_text};
use super::reason::Reason;
use super::state_mark::StateMark;
use crate::i18n::*;
use crate::parts::{Clock, Icon, channel_name};

/// The state, the way so far, what to do about it, and the button that does it.
#[component]
pub fn Outcome(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let row = message.row.clone();
    let failure = match row.reason {
        Some(StateReason::Failure(reason)) => Some(reason),
        // What WhatsApp would have refused.
        Some(StateReason::Skip(SkipReason::WindowClosed)) => Some(FailureReason::WindowClosed),
        _ => None,
    };
    let advice = failure.map(|reason| advice_text(i18n, reason, message.first_failed));
    let helps = failure.is_none_or(FailureReason::resend_helps);
    let resendable = matches!(row.state, State::Failed | State::Expired);
    let doubt = row.state == State::InDoubt;
    view! {
        <section class="panel stack" aria-labelledby="outcome">
            <div class="row between">
                <h2 id="outcome"><StateMark state=row.state large=true /></h2>
                <p class="sm dim">{effort(i18n, &message)}</p>
            </div>
            <Way message=message.clone() />
            <NextTry message=message.clone() />
            {row.reason.map(|reason| view! { <p><Reason company reason /></p> })}
            {advice.map(|words| view! { <p class="dim">{words}</p> })}
            {doubt.then(|| view! { <DoubtForm company message=row.id channel=row.channel /> })}
            {message.contradicted.then(|| view! { <p class="warn">{t!(i18n, messages.contradicted)}</p> })}
            {row.late.then(|| view! { <p class="dim">{t!(i18n, messages.late)}</p> })}
            {row.state.is_stoppable().then(|| view! { <CancelForm company message=row.id /> })}
            {resendable.then(|| view! { <ResendForm company message=row.id primary=helps /> })}
        </section>
    }
}

/// Why a message that waits was not taken, and when it is tried again.
#[component]
fn NextTry(message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let due = message.row.due;
    let last = message.history.last().filter(|row| row.to == State::Queued && row.cause == Cause::Answered);
    let reason = last.map(|row| row.reason.map(|reason| format!("{}. ", reason_text(i18n, reason))));
    reason.map(|words| view! { <p>{words}{t!(i18n, messages.answer_retry)}": "<Clock at=due /></p> })
}

/// What to do about a failure; a repeat refused as one is no success of the first.
fn advice_text(i18n: Locale, reason: FailureReason, first_failed: bool) -> &'static str {
    match (reason, first_failed) {
        (FailureReason::Duplicate, true) => t_string!(i18n, messages.advise_wait),
        _ => failure_text(i18n, reason).1,
    }
}

/// `SMS, 3 deneme, 1 dakika 51 saniyede`.
fn effort(i18n: Locale, message: &MessageView) -> String {
    let mut words = vec![channel_name(i18n, message.row.channel).to_owned()];
    let attempts = message.history.iter().filter_map(|row| row.attempt).max().unwrap_or(0);
    if attempts > 1 {
        words.push(t_count!(i18n, attempts, messages.one_attempts | attempts, count = attempts));
    }
    words.extend(message.took().map(|seconds| time_text(i18n, seconds)));
    words.join(", ")
}

fn time_text(i18n: Locale, seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => t_count!(i18n, rest, messages.one_took_seconds | took_seconds, seconds = rest),
        (0, _) => t_string!(i18n, messages.took_minutes, minutes = minutes, seconds = rest).to_string(),
        _ => t_string!(i18n, messages.took_hours, hours = hours, minutes = minutes).to_string(),
    }
}

/// Queued, sent, delivered, read, each with its time.
#[component]
fn Way(message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let channel = message.row.channel;
    let names = [
        t_string!(i18n, messages.step_queued),
        t_string!(i18n, messages.step_sent),
        t_string!(i18n, messages.step_delivered),
        t_string!(i18n, messages.step_read),
    ];
    let steps =
        names.into_iter().zip(message.trace()).map(|(name, step)| view! { <WayStep name step channel /> });
    view! { <ol class="steps">{steps.collect_view()}</ol> }
}

#[component]
fn WayStep(name: &'static str, step: TraceStep, channel: Channel) -> impl IntoView {
    let i18n = use_i18n();
    let (class, icon, words) = match step {
        TraceStep::Done(at) => ("done", "check", view! { <Clock at /> }.into_any()),
        TraceStep::Failed(at) => ("fail", "x", view! { <Clock at /> }.into_any()),
        TraceStep::Open => ("", "", ().into_any()),
        TraceStep::Untold => ("", "", untold_text(i18n, channel).into_any()),
    };
    let icon = (!icon.is_empty()).then(|| view! { <Icon name=icon small=true /> });
    view! { <li class=class><b>{icon}{name}</b><span>{words}</span></li> }
}

fn untold_text(i18n: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => t_string!(i18n, messages.untold_sms),
        Channel::Whatsapp | Channel::Email => t_string!(i18n, messages.untold_email),
    }
}
