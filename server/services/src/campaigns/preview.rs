use domain::campaigns::{ContentForm, PreviewPerson, RenderedPreview, SlotTexts};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::{Channel, Class};
use domain::rights::Right;

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
    /// `Forbidden`; `NotFound`.
    pub async fn preview_campaign(
        &self,
        actor: &Actor,
        form: ContentForm,
        position: u32,
    ) -> Result<RenderedPreview, ServiceError> {
        let company = actor.require(Right::Send)?;
        let id = form.campaign.parse().map_err(|_| Problem::NotFound)?;
        let campaign = self.find_campaign(company, id).await?;
        let mut walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let people = first_people(self, &mut walk, LEAVES).await?;
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
        let footer = match form.class == Class::Commercial.word() {
            true => self.footer_view(company, campaign.channel).await?.text,
            false => String::new(),
        };
        Ok(RenderedPreview { person: person.map(shown), subject, body, footer, buttons, missing })
    }

    /// A form about a template as a text of its own, and the template's buttons. A place without a value
    /// yet is shown as its example.
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
            let chosen = |of: &SlotTexts| of.get(&slot.key).filter(|text| !text.is_empty()).cloned();
            let source = chosen(&form.sources).map(|name| format!("{{{{{name}|{}}}}}", slot.example));
            let text = source.or_else(|| chosen(&form.slots)).unwrap_or_else(|| slot.example.clone());
            (slot.key.clone(), text)
        });
        let body = shape.compose(&slots.collect());
        let buttons = shape.buttons.into_iter().map(|button| button.text).collect();
        Ok((ContentForm { body, subject: String::new(), ..form }, buttons))
    }
}

fn filled(form: &ContentForm, values: &Values) -> (String, String, Vec<String>) {
    let as_typed = || (form.subject.clone(), form.body.clone(), Vec::new());
    let Ok(renderer) = Renderer::compile(&form.subject, &form.body) else { return as_typed() };
    let missing = renderer.missing(values);
    renderer.fill(values).map_or_else(|_| as_typed(), |filled| (filled.subject, filled.body, missing))
}
