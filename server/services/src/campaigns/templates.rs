//! Approved WhatsApp templates in a send.

use std::collections::BTreeMap;

use domain::campaigns::{CampaignContent, Slot, SlotPlace, TemplateChoices, one_line};
use domain::failure::{Failure, Problem};
use domain::id::CompanyId;
use domain::message::Channel;
use domain::provider_accounts::{TemplateShape, TemplateView};
use storage::{provider_accounts, provider_templates};

use crate::actor::Actor;
use crate::engine::{ButtonValue, MediaValue, TemplateValue, WhatsappTemplate};
use crate::error::ServiceError;
use crate::provider_accounts::template_view;
use crate::services::Services;
use crate::texts::{Renderer, Values};

/// A template with a compiled text for each of its places.
pub(super) struct FillableTemplate {
    name: String,
    language: String,
    shape: TemplateShape,
    places: Vec<(Slot, Renderer)>,
}

impl FillableTemplate {
    /// The template of a content; `None` for a text of our own.
    ///
    /// # Errors
    /// `BadTemplate` for a value that is none.
    pub fn of(content: &CampaignContent) -> Result<Option<Self>, Problem> {
        let Some(shape) = content.shape.clone() else { return Ok(None) };
        let (name, language) = content.template.rsplit_once('/').ok_or(Problem::BadTemplate)?;
        let compiled = |slot: Slot| {
            let text = content.slots.get(&slot.key).map(String::as_str).unwrap_or_default();
            Renderer::compile("", text).map(|renderer| (slot, renderer))
        };
        let places = shape.slots().into_iter().map(compiled).collect::<Result<_, _>>()?;
        Ok(Some(Self { name: name.to_owned(), language: language.to_owned(), shape, places }))
    }

    /// The template with one person's values, as a row keeps it.
    ///
    /// # Errors
    /// `BadTemplate` for a value that does not end within its bounds.
    pub fn fill(&self, values: &Values) -> Result<String, Problem> {
        let mut filled = BTreeMap::new();
        for (slot, renderer) in &self.places {
            filled.insert(slot.key.as_str(), one_line(&renderer.fill(values)?.body));
        }
        let text = |slot: &Slot| filled.get(slot.key.as_str()).cloned().unwrap_or_default();
        let value = |slot: &Slot| TemplateValue {
            name: self.shape.named.then(|| slot.name.clone()),
            text: text(slot),
        };
        let of = |place: SlotPlace| {
            self.places.iter().map(|(slot, _)| slot).filter(move |slot| slot.place == place)
        };
        let template = WhatsappTemplate {
            name: self.name.clone(),
            language: self.language.clone(),
            header: of(SlotPlace::Header).next().map(value),
            media: of(SlotPlace::Media)
                .next()
                .map(|slot| MediaValue { format: slot.name.clone(), link: text(slot) }),
            body: of(SlotPlace::Body).map(value).collect(),
            buttons: of(SlotPlace::Button).map(|slot| self.button(slot, text(slot))).collect(),
        };
        serde_json::to_string(&template).map_err(|_| Problem::Internal)
    }

    fn button(&self, slot: &Slot, text: String) -> ButtonValue {
        let index = slot.key.rsplit('_').next().and_then(|index| index.parse().ok()).unwrap_or_default();
        let kind = self.shape.buttons.get(usize::from(index)).map(|button| button.kind.as_str());
        ButtonValue { index, text, copies: kind == Some("COPY_CODE") }
    }
}

/// Everything a content fills, in one: what a person lacks for any part of it is missing.
///
/// # Errors
/// `BadTemplate`.
pub(super) fn renderer_of(content: &CampaignContent) -> Result<Renderer, Problem> {
    if content.shape.is_none() {
        return Renderer::compile(&content.subject, &content.body);
    }
    let places = content.slots.values().map(String::as_str).collect::<Vec<_>>().join(" ");
    Renderer::compile(&places, &content.body)
}

impl Services {
    /// The templates a WhatsApp send can choose from, those that cannot be sent after the others.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `TermsNotAccepted`.
    pub async fn template_choices(&self, actor: &Actor) -> Result<TemplateChoices, ServiceError> {
        let company = actor.require_to_send()?;
        let account = provider_accounts::default_of(self.db().read(), company, Channel::Whatsapp).await?;
        let Some(account) = account else { return Ok(TemplateChoices::default()) };
        let mut templates = self.list_templates(actor, account.id).await?;
        templates.sort_by_key(|template| !template.is_usable());
        Ok(TemplateChoices { account: Some(account.id), templates })
    }

    /// The kept template of a key.
    ///
    /// # Errors
    /// `TemplateUnusable` at `template` for one that is not there.
    pub(super) async fn find_template(
        &self,
        company: CompanyId,
        key: &str,
    ) -> Result<TemplateView, ServiceError> {
        let account = provider_accounts::default_of(self.db().read(), company, Channel::Whatsapp).await?;
        let account = account.ok_or(Problem::NoAccount)?.id;
        let stored = provider_templates::of_account(self.db().read(), company, account).await?;
        let found = stored.into_iter().map(template_view).find(|template| template.key() == key);
        found.ok_or_else(|| Failure::field("template", Problem::TemplateUnusable).into())
    }

    /// Refuses a template that its provider does not send any more.
    pub(super) async fn check_template(
        &self,
        company: CompanyId,
        content: &CampaignContent,
    ) -> Result<(), ServiceError> {
        if !content.is_template() {
            return Ok(());
        }
        let template = self.find_template(company, &content.template).await?;
        if template.is_usable() { Ok(()) } else { Err(Problem::TemplateUnusable.into()) }
    }
}
