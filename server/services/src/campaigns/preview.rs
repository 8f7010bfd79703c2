use domain::campaigns::{
    ContentForm, PreviewPerson, PreviewSms, RenderedPreview, Slot, SlotTexts, SmsLength,
};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::{Channel, Class};

use super::people::{Person, Walk, first_people};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::{Renderer, Values};

/// People of an audience that a preview leafs through.
const LEAVES: usize = 100;

impl Services {
    /// The text of a form as the person at `position` among the first of the campaign's audience would get it. A text
    /// that is not finished yet is shown as it was typed.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; `NotFound`.
    pub async fn preview_campaign(
        &self,
        actor: &Actor,
        form: ContentForm,
        position: u32,
    ) -> Result<RenderedPreview, ServiceError> {
        let company = actor.require_to_send()?;
        let id = form.campaign.parse().map_err(|_| Problem::NotFound)?;
        let campaign = self.find_campaign(company, id).await?;
        let mut walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let mut people = first_people(self, &mut walk, LEAVES).await?;
        people.iter_mut().for_each(|person| self.sample_preferences(person));
        let of = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let at = position.min(of.saturating_sub(1));
        let person = people.get(at as usize);
        let values = person.map(|person| person.values.clone()).unwrap_or_default();
        let shown = |person: &Person| PreviewPerson {
            contact: person.contact,
            name: if person.name.is_empty() { person.shown.clone() } else { person.name.clone() },
            address: person.shown.clone(),
            at,
            of,
        };
        let (form, buttons) = self.with_template(company, campaign.channel, form).await?;
        let (subject, body, missing) = filled(&form, &values);
        let class = Class::from_word(&form.class).unwrap_or(Class::Informational);
        let is_template = campaign.channel == Channel::Whatsapp && !form.template.is_empty();
        let footer = match is_template {
            true => String::new(),
            false => self.shown_footer(company, campaign.channel, class).await?,
        };
        let length = self.sms_length(company, campaign.channel, class).await?;
        let sms = length.as_ref().and_then(|length| count(length, &form, &body, &people));
        let body = length.map_or(body.clone(), |length| length.shortened(&body));
        Ok(RenderedPreview { person: person.map(shown), subject, body, footer, buttons, missing, sms })
    }

    /// A form about a template as a text of its own, and the template's buttons.
    async fn with_template(
        &self,
        company: CompanyId,
        channel: Channel,
        form: ContentForm,
    ) -> Result<(ContentForm, Vec<String>), ServiceError> {
        if channel != Channel::Whatsapp || form.template.is_empty() {
            return Ok((form, Vec::new()));
        }
        let shape = self.find_template(company, &form.template).await?.shape;
        let slots = shape.slots().into_iter().map(|slot| {
            let text = value_of(&slot, &form);
            (slot.key, text)
        });
        let body = shape.compose(&slots.collect());
        let buttons = shape.buttons.into_iter().map(|button| button.text).collect();
        Ok((ContentForm { body, subject: String::new(), ..form }, buttons))
    }
}

/// What stands in a place: the person's field, with the typed text for those who lack it; the typed text
/// alone; or the place's own name in brackets, which nobody takes for a value.
fn value_of(slot: &Slot, form: &ContentForm) -> String {
    let chosen = |of: &SlotTexts| of.get(&slot.key).filter(|text| !text.is_empty()).cloned();
    match (chosen(&form.sources), chosen(&form.slots)) {
        (Some(source), Some(text)) => format!("{{{{{source}|{text}}}}}"),
        (Some(source), None) => format!("{{{{{source}}}}}"),
        (None, Some(text)) => text,
        (None, None) => format!("[{}]", slot.name),
    }
}

/// How many SMS the text is for one person, and for whoever of the people gets the longest; `None` for a
/// text that is not finished.
fn count(length: &SmsLength, form: &ContentForm, body: &str, people: &[Person]) -> Option<PreviewSms> {
    let renderer = Renderer::compile("", &form.body).ok()?;
    let own = length.of(body);
    let parts = |person: &Person| renderer.fill(&person.values).map(|filled| length.of(&filled.body).parts);
    let most = people.iter().filter_map(|person| parts(person).ok()).max().unwrap_or(own.parts);
    Some(PreviewSms { parts: own.parts, most, too_long: own.too_long })
}

fn filled(form: &ContentForm, values: &Values) -> (String, String, Vec<String>) {
    let as_typed = || (form.subject.clone(), form.body.clone(), Vec::new());
    let Ok(renderer) = Renderer::compile(&form.subject, &form.body) else { return as_typed() };
    let missing = renderer.missing(values);
    renderer.fill(values).map_or_else(|_| as_typed(), |filled| (filled.subject, filled.body, missing))
}
