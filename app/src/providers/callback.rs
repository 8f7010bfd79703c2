//! Where the provider calls, and whether it does.

use domain::provider_accounts::CallbackView;
use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::{CopyField, Moment, Notice, Tone};

/// The address that the provider is told, and how its calls went.
#[component]
pub fn Callback(callback: CallbackView) -> impl IntoView {
    let i18n = use_i18n();
    let verify_token = callback.verify_token.clone().map(|word| {
        view! { <CopyField id="callback-verify" label=words!(i18n, providers.callback_verify) text=word /> }
    });
    view! {
        <section class="panel stack" aria-labelledby="callback">
            <div>
                <h2 id="callback">{t!(i18n, providers.callback)}</h2>
                <p class="sm dim">{t!(i18n, providers.callback_about)}</p>
            </div>
            <Standing callback=callback.clone() />
            <CopyField
                id="callback-url" label=words!(i18n, providers.callback_address) text=callback.url.clone()
            />
            {verify_token}
            <Calls callback />
        </section>
    }
}

/// Whether the provider knows the address, and what to do when it does not.
#[component]
fn Standing(callback: CallbackView) -> impl IntoView {
    let i18n = use_i18n();
    match (callback.told_at, callback.told_refusal) {
        (Some(_), Some(said)) => view! {
            <Notice tone=Tone::Warn>
                <p>{t!(i18n, providers.callback_not_taken)}</p>
                <details class="raw"><summary class="link">{t!(i18n, providers.raw_answer)}</summary><pre>{said}</pre></details>
            </Notice>
        }
        .into_any(),
        (Some(_), None) => view! { <p class="sm">{t!(i18n, providers.callback_told)}</p> }.into_any(),
        (None, _) if callback.is_encrypted => {
            view! { <p class="sm">{t!(i18n, providers.callback_untold)}</p> }.into_any()
        }
        (None, _) => view! {
            <Notice tone=Tone::Warn><p>{t!(i18n, providers.callback_not_encrypted)}</p></Notice>
        }
        .into_any(),
    }
}

/// How many calls came, and how many were turned away.
#[component]
fn Calls(callback: CallbackView) -> impl IntoView {
    let i18n = use_i18n();
    let last = move |at| view! { " "{t!(i18n, providers.callback_last)}" "<Moment at /> };
    let refused = (callback.refused > 0).then(|| {
        let count = callback.refused;
        let words = if callback.is_signed {
            t_count!(i18n, count, providers.one_callback_refused | callback_refused, count = count)
        } else {
            t_count!(
                i18n,
                count,
                providers.one_callback_refused_plain | callback_refused_plain,
                count = count
            )
        };
        view! { <p class="sm warn">{words}{callback.refused_at.map(last)}</p> }
    });
    let taken = match callback.taken {
        0 => view! { <p class="sm dim">{t!(i18n, providers.callback_none)}</p> }.into_any(),
        count => {
            let words = t_count!(i18n, count, providers.one_callback_taken | callback_taken, count = count);
            view! { <p class="sm dim">{words}{callback.taken_at.map(last)}</p> }.into_any()
        }
    };
    view! { {taken}{refused} }
}
