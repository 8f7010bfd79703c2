use domain::campaigns::{CampaignView, ContentForm, Slot, SlotPlace, SlotTexts, source_and_text};
use domain::id::CompanyId;
use domain::message::Class;
use domain::provider_accounts::TemplateView;
use leptos::prelude::*;

use super::content_frame::ContentFrame;
use super::template_slot::SlotFields;
use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// What stands in each place, while it is typed.
#[derive(Clone, Copy)]
pub struct Filling {
    pub sources: RwSignal<SlotTexts>,
    pub texts: RwSignal<SlotTexts>,
}

/// Fills the places of a template, beside the message as a person would see it.
#[component]
pub fn TemplateForm(
    company: CompanyId,
    campaign: CampaignView,
    template: TemplateView,
    /// Where another template is chosen.
    others: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, key) = (campaign.id.to_string(), template.key());
    let slots = template.shape.slots();
    let filling = kept(&campaign, &key, &slots);
    let class = template.category.class();
    let now = {
        let (id, key) = (id.clone(), key.clone());
        Signal::derive(move || ContentForm {
            campaign: id.clone(),
            template: key.clone(),
            sources: filling.sources.get(),
            slots: filling.texts.get(),
            ..ContentForm::default()
        })
    };
    view! {
        <div class="row between">
            <p><span class="dim">{t!(i18n, campaigns.template_chosen)}": "</span><b>{template.name.clone()}</b></p>
            <a class="btn" href=others>{t!(i18n, campaigns.template_other)}</a>
        </div>
        <ClassNote class />
        <ContentFrame company campaign form=now>
            <input type="hidden" name="template" value=key />
            <Places slots filling />
        </ContentFrame>
    }
}

/// What was saved for the same template before; the name of a person is the likeliest first value.
fn kept(campaign: &CampaignView, key: &str, slots: &[Slot]) -> Filling {
    let content = campaign.content.as_ref().filter(|content| content.template == key);
    let (mut sources, mut texts) = (SlotTexts::new(), SlotTexts::new());
    for (place, text) in content.map(|content| content.slots.clone()).unwrap_or_default() {
        let (source, text) = source_and_text(&text);
        sources.insert(place.clone(), source.to_owned());
        texts.insert(place, text.to_owned());
    }
    let first = slots.iter().find(|slot| slot.place == SlotPlace::Body);
    if let Some(first) = first.filter(|_| content.is_none()) {
        sources.insert(first.key.clone(), "ad_soyad".to_owned());
    }
    Filling { sources: RwSignal::new(sources), texts: RwSignal::new(texts) }
}

/// The class is Meta's to decide, and means something here.
#[component]
fn ClassNote(class: Option<Class>) -> impl IntoView {
    let i18n = use_i18n();
    let words = match class {
        Some(Class::Commercial) => t_string!(i18n, campaigns.template_commercial),
        _ => t_string!(i18n, campaigns.template_informational),
    };
    view! { <Notice tone=Tone::Plain><p>{words}</p></Notice> }
}

#[component]
fn Places(slots: Vec<Slot>, filling: Filling) -> impl IntoView {
    let i18n = use_i18n();
    if slots.is_empty() {
        return view! { <p class="sm dim">{t!(i18n, campaigns.template_no_places)}</p> }.into_any();
    }
    let fields = slots.into_iter().map(move |place| view! { <SlotFields place filling /> });
    view! {
        <h3>{t!(i18n, campaigns.template_places)}</h3>
        <p class="sm dim">{t!(i18n, campaigns.template_places_about)}</p>
        {fields.collect_view()}
    }
    .into_any()
}
