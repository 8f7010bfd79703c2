use domain::campaigns::{CampaignView, ContentForm, FooterGap, VARIABLES};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::{Channel, Class};
use domain::sms::SmsRules;
use leptos::html::Textarea;
use leptos::prelude::*;

use super::content_frame::ContentFrame;
use super::footer_gaps::FooterGaps;
use super::text_counter::TextCounter;
use super::variables::variable_name;
use super::whatsapp_step::WhatsappStep;
use crate::form::{TextField, problem_text, use_form_state};
use crate::i18n::*;
use crate::parts::Icon;

/// The second step: what it says.
#[component]
pub fn ContentStep(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let step = match campaign.channel {
        Channel::Whatsapp => view! { <WhatsappStep company campaign /> }.into_any(),
        Channel::Sms | Channel::Email => view! { <TextForm company campaign /> }.into_any(),
    };
    view! {
        <section class="panel stack" aria-labelledby="s2">
            <h2 id="s2">{t!(i18n, campaigns.step_content)}</h2>
            {step}
        </section>
    }
}

/// A text of one's own: class, text and a preview with a real person.
#[component]
pub fn TextForm(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let (rules, short_link) = (campaign.sms_rules, campaign.short_link.clone());
    let channel = campaign.channel;
    let content = campaign.content.clone().filter(|content| !content.is_template());
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
        <ContentFrame company campaign form=now>
            <Classes class />
            <Legal company class gaps=footer.gaps />
            {(channel == Channel::Email).then(|| view! { <Subject subject /> })}
            <Body
                channel body class=Signal::derive(move || class.get().unwrap_or(Class::Commercial)) rules
                footer=footer.text short_link
            />
        </ContentFrame>
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
        form.problem("class").map(|_| view! { <p class="error"><Icon name="alert" small=true />{t!(i18n, campaigns.class_needed)}</p> })
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
fn Body(
    channel: Channel,
    body: RwSignal<String>,
    class: Signal<Class>,
    rules: SmsRules,
    footer: String,
    short_link: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let field = NodeRef::<Textarea>::new();
    if let Some(typed) = form.typed("body") {
        body.set(typed);
    }
    let problem = move || {
        form.problem("body").map(|found| {
            let words = match (found.problem, channel) {
                (Problem::TooLong, Channel::Sms) => t_string!(i18n, campaigns.sms_too_long).to_owned(),
                (problem, _) => problem_text(i18n, problem, found.detail.as_deref()),
            };
            view! { <p class="error" id="body-error"><Icon name="alert" small=true />{words}</p> }
        })
    };
    view! {
        <div class="field">
            <label for="body">{t!(i18n, campaigns.body)}</label>
            <textarea
                class="in" id="body" name="body" required=true aria-describedby="body-error" node_ref=field
                aria-invalid=move || form.problem("body").map(|_| "true")
                on:input=move |event| body.set(event_target_value(&event))
            >{body.get_untracked()}</textarea>
            {problem}
            {(channel != Channel::Email)
                .then(|| view! { <TextCounter channel body=body.into() class rules footer short_link /> })}
        </div>
        <Fields body field />
    }
}

/// The fields a text may name: buttons that put them where the caret stands, and their words for those
/// who type them.
#[component]
fn Fields(body: RwSignal<String>, field: NodeRef<Textarea>) -> impl IntoView {
    let i18n = use_i18n();
    let chips = VARIABLES.iter().map(|name| {
        let insert = move |_| insert_at_caret(body, field, &format!("{{{{{name}}}}}"));
        view! { <button type="button" class="chip" on:click=insert>{variable_name(i18n, name)}</button> }
    });
    let words = VARIABLES.iter().map(|name| {
        view! { <li><code>{format!("{{{{{name}}}}}")}</code>" "{variable_name(i18n, name)}</li> }
    });
    view! {
        <div class="row scripted"><span class="label">{t!(i18n, campaigns.variables)}</span>{chips.collect_view()}</div>
        <div class="no-script sm"><p>{t!(i18n, campaigns.variables_typed)}</p><ul>{words.collect_view()}</ul></div>
    }
}

/// Puts a word where the caret stands, and the caret behind it.
fn insert_at_caret(body: RwSignal<String>, field: NodeRef<Textarea>, word: &str) {
    let area = field.get_untracked();
    let at = area.as_ref().and_then(|area| area.selection_start().ok().flatten());
    let text = body.get_untracked();
    let (before, after) = split_at_unit(&text, at);
    let whole = [before, word, after].concat();
    let caret = u32::try_from(before.encode_utf16().count() + word.len()).ok();
    body.set(whole.clone());
    if let Some(area) = area {
        area.set_value(&whole);
        let _ = area.set_selection_start(caret).and_then(|()| area.set_selection_end(caret));
        let _ = area.focus();
    }
}

/// A text in two, at a UTF-16 unit as browsers count; at its end without one.
fn split_at_unit(text: &str, at: Option<u32>) -> (&str, &str) {
    let Some(at) = at else { return (text, "") };
    let mut units = 0;
    let found = text.char_indices().find(|(_, letter)| {
        let is_here = units >= at as usize;
        units += letter.len_utf16();
        is_here
    });
    found.map_or((text, ""), |(byte, _)| text.split_at(byte))
}

#[cfg(test)]
mod tests {
    use super::split_at_unit;

    #[test]
    fn a_field_goes_where_the_caret_stands() {
        assert_eq!(split_at_unit("Sayın , merhaba", Some(6)), ("Sayın ", ", merhaba"));
        assert_eq!(split_at_unit("🙂a", Some(2)), ("🙂", "a"));
        assert_eq!(split_at_unit("ab", Some(9)), ("ab", ""));
        assert_eq!(split_at_unit("ab", None), ("ab", ""));
        assert_eq!(split_at_unit("ab", Some(0)), ("", "ab"));
    }
}
