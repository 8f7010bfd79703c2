use domain::accounts::{PolicyKind, PolicyView};
use leptos::prelude::*;

use crate::call::Answer;
use crate::form::CheckField;
use crate::i18n::*;
use crate::parts::FailureNotice;
use crate::policies::{PolicyText, latest_policy};

/// The clarification text in full, to be recorded as shown, and the terms, to be accepted by a tick of
/// their own. The form carries the ids of the versions that stood here.
#[component]
pub fn SeenDocuments() -> impl IntoView {
    let drawn = Suspend::new(async move {
        match latest().await {
            Ok((clarification, terms)) => view! { <Documents clarification terms /> }.into_any(),
            Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
        }
    });
    view! { <Suspense>{drawn}</Suspense> }
}

async fn latest() -> Answer<(PolicyView, PolicyView)> {
    Ok((latest_policy(PolicyKind::Clarification).await?, latest_policy(PolicyKind::Terms).await?))
}

#[component]
fn Documents(clarification: PolicyView, terms: PolicyView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <input type="hidden" name="clarification" value=clarification.reference.id.to_string() />
        <input type="hidden" name="terms" value=terms.reference.id.to_string() />
        <div class="field">
            <h2 id="clarification-title">{clarification.title}</h2>
            <p class="hint">{t!(i18n, signup.clarification_hint)}</p>
            <div class="reading" tabindex="0" role="region" aria-labelledby="clarification-title">
                <PolicyText body=clarification.body inside=2 />
            </div>
        </div>
        <CheckField name="accept_terms">{t!(i18n, signup.accept_terms)}</CheckField>
        <p class="sm">
            <a href="/policies/terms" target="_blank">{t!(i18n, signup.read_terms)}</a>
        </p>
    }
}
