use domain::campaigns::{CampaignView, ContentForm, FooterGap, VARIABLES};
use domain::id::CompanyId;
use domain::message::{Channel, Class};
use leptos::prelude::*;

use super::api::{SaveContent, SendTest};
use super::footer_gaps::FooterGaps;
use super::preview::Preview;
use super::sms_counter::SmsCounter;
use super::variables::variable_name;
use crate::form::{FormDone, FormFailure, PostForm, SubmitButton, TextField, use_call, use_form_state};
use crate::i18n::*;

/// The second step: class, text and a preview with a real person.
#[component]
pub fn ContentStep(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveContent>();
    let channel = campaign.channel;
    let content = campaign.content.clone();
    let id = campaign.id;
    let footer = campaign.footer.clone();
    let class = RwSignal::new(content.as_ref().map(|content| content.class));
    let subject = RwSignal::new(content.as_ref().map(|content| content.subject.clone()).unwrap_or_default());
    let body = RwSignal::new(content.map(|content| content.body).unwrap_or_default());
    let now = Signal::derive(move || ContentForm {
        campaign: id.to_string(),
        name: String::new(),
        class: class.get().map(|class| class.word().to_owned()).unwrap_or_default(),
        subject: subject.get(),
        body: body.get(),
        ..ContentForm::default()
    });
    view! {
        <section class="panel stack" aria-labelledby="s2">
            <h2 id="s2">{t!(i18n, campaigns.step_content)}</h2>
            <PostForm action class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="campaign" value=id.to_string() />
                <FormFailure />
                <div class="cols">
                    <div class="stack">
                        <TextField
                            name="name" label=words!(i18n, campaigns.name) value=campaign.name.clone()
                            hint=words!(i18n, campaigns.name_hint)
                        />
                        <Classes class />
                        <Legal company class gaps=footer.gaps />
                        {(channel == Channel::Email).then(|| view! { <Subject subject /> })}
                        <Body channel body class=Signal::derive(move || class.get().unwrap_or(Class::Commercial)) footer=footer.text />
                    </div>
                    <Preview company channel form=now />
                </div>
                <div class="row"><SubmitButton>{t!(i18n, campaigns.to_review)}</SubmitButton></div>
            </PostForm>
            <TestForm company campaign=id />
        </section>
    }
}

#[component]
fn Classes(class: RwSignal<Option<Class>>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    if let Some(typed) = form.typed("class").and_then(|word| Class::from_word(&word)) {
        class.set(Some(typed));
    }
    let card = move |which: Class, name: Signal<String>, about: Signal<String>| {
        view! {
            <label class="pick">
                <input
                    type="radio" name="class" value=which.word() checked=class.get_untracked() == Some(which)
                    on:change=move |_| class.set(Some(which))
                />
                <span><b>{name}</b><span class="dim">{about}</span></span>
            </label>
        }
    };
    let problem = move || {
        form.problem("class").map(|_| view! { <p class="error">{t!(i18n, campaigns.class_needed)}</p> })
    };
    view! {
        <fieldset class="field">
            <legend>{t!(i18n, campaigns.class)}</legend>
            <div class="duo">
                {card(Class::Informational, words!(i18n, campaigns.informational), words!(i18n, campaigns.informational_about))}
                {card(Class::Commercial, words!(i18n, campaigns.commercial), words!(i18n, campaigns.commercial_about))}
            </div>
            {problem}
        </fieldset>
    }
}

/// What keeps a commercial message from leaving, said while the class is chosen.
#[component]
fn Legal(company: CompanyId, class: RwSignal<Option<Class>>, gaps: Vec<FooterGap>) -> impl IntoView {
    move || {
        let wanted = class.get() == Some(Class::Commercial) && !gaps.is_empty();
        wanted.then(|| view! { <FooterGaps company gaps=gaps.clone() /> })
    }
}

#[component]
fn Subject(subject: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    if let Some(typed) = use_form_state().typed("subject") {
        subject.set(typed);
    }
    view! {
        <div on:input=move |event| subject.set(event_target_value(&event))>
            <TextField name="subject" label=words!(i18n, campaigns.subject) value=subject.get_untracked() required=true />
        </div>
    }
}

#[component]
fn Body(channel: Channel, body: RwSignal<String>, class: Signal<Class>, footer: String) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    if let Some(typed) = form.typed("body") {
        body.set(typed);
    }
    let problem = move || {
        form.problem("body").map(|found| {
            let words = crate::form::problem_text(i18n, found.problem, found.detail.as_deref());
            view! { <p class="error" id="body-error">{words}</p> }
        })
    };
    let chips = VARIABLES.iter().map(|name| {
        let insert = move |_| body.update(|text| text.push_str(&format!("{{{{{name}}}}}")));
        view! { <button type="button" class="chip" on:click=insert>{variable_name(i18n, name)}</button> }
    });
    view! {
        <div class="field">
            <label for="body">{t!(i18n, campaigns.body)}</label>
            <textarea
                class="in" id="body" name="body" required=true aria-describedby="body-error"
                aria-invalid=move || form.problem("body").map(|_| "true")
                prop:value=body on:input=move |event| body.set(event_target_value(&event))
            >{body.get_untracked()}</textarea>
            {problem}
            {(channel == Channel::Sms)
                .then(|| view! { <SmsCounter body=body.into() class footer /> })}
        </div>
        <div class="row"><span class="label">{t!(i18n, campaigns.variables)}</span>{chips.collect_view()}</div>
    }
}

#[component]
pub fn TestForm(company: CompanyId, campaign: domain::id::CampaignId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SendTest>();
    view! {
        <PostForm action class="stack">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=campaign.to_string() />
            <FormFailure />
            <FormDone>{move || t!(i18n, campaigns.test_sent)}</FormDone>
            <div class="row"><button type="submit" class="btn">{t!(i18n, campaigns.send_test)}</button></div>
        </PostForm>
    }
}
