use domain::campaigns::{ContentForm, PreviewPerson, RenderedPreview};
use domain::failure::Problem;
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
        let (subject, body, missing) = filled(&form, &values);
        Ok(RenderedPreview { person: person.map(shown), subject, body, footer: String::new(), missing })
    }
}

fn filled(form: &ContentForm, values: &Values) -> (String, String, Vec<String>) {
    let as_typed = || (form.subject.clone(), form.body.clone(), Vec::new());
    let Ok(renderer) = Renderer::compile(&form.subject, &form.body) else { return as_typed() };
    let missing = renderer.missing(values);
    renderer.fill(values).map_or_else(|_| as_typed(), |filled| (filled.subject, filled.body, missing))
}
