use domain::campaigns::{CampaignView, ContentAct, ContentSaved};
use domain::message::Channel;
use domain::phone::humanize;
use leptos::prelude::*;

use crate::form::{Call, TextField, problem_text, use_form_state};
use crate::i18n::*;
use crate::parts::Icon;

/// Sends what stands in the form to one address. Stands behind the form's own button: the return key
/// presses the first.
#[component]
pub fn TestRow(campaign: CampaignView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let key = campaign.test_key.clone();
    let (kind, label) = match campaign.channel {
        Channel::Email => ("email", words!(i18n, campaigns.test_email)),
        Channel::Sms | Channel::Whatsapp => ("tel", words!(i18n, campaigns.test_phone)),
    };
    view! {
        <div class="test">
            <input type="hidden" name="key" value=move || format!("{key}.{}", action.made()) />
            <TextField name="to" kind label value=humanize(&campaign.test_to) hint=words!(i18n, campaigns.test_hint) />
            <SecondLook />
            <div class="row">
                <button type="submit" name="act" value="test" class="btn">{t!(i18n, campaigns.send_test)}</button>
            </div>
            <TestSent action />
        </div>
    }
}

/// Asked for when an informational text reads like promotion.
#[component]
fn SecondLook() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    move || {
        form.problem("informs_only").map(|found| {
            view! {
                <p class="error"><Icon name="alert" small=true />{problem_text(i18n, found.problem, None)}</p>
                <label class="pick">
                    <input type="checkbox" id="informs_only" name="informs_only" />
                    <span>{t!(i18n, campaigns.looks_tick)}</span>
                </label>
            }
        })
    }
}

/// Said of a test only: the same form also leads on.
#[component]
fn TestSent(action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let came_back = use_form_state().done.get_untracked();
    let sent = move || match action.answer::<ContentSaved>() {
        Some(answer) => answer.is_ok_and(|saved| saved.act == ContentAct::Test),
        None => came_back,
    };
    let words = move || {
        sent().then(
            || view! { <p class="done"><Icon name="check" small=true />{t!(i18n, campaigns.test_sent)}</p> },
        )
    };
    view! { <div role="status">{words}</div> }
}
