//! The templates of the account.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::demo::demo_templates;
use super::shape::Shape;
use crate::graph::errors::ApiError;
use crate::graph::ids::Ids;
use crate::sync::{read, write};

/// One template in one language.
#[derive(Clone)]
pub(in crate::graph) struct Template {
    pub(in crate::graph) id: String,
    pub(in crate::graph) name: String,
    pub(in crate::graph) language: String,
    /// UTILITY, MARKETING or AUTHENTICATION.
    pub(in crate::graph) category: String,
    pub(in crate::graph) status: TemplateStatus,
    /// POSITIONAL or NAMED.
    pub(in crate::graph) parameter_format: String,
    pub(in crate::graph) components: Value,
    pub(super) shape: Shape,
}

/// States of a template that the stand-in plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::graph) enum TemplateStatus {
    Approved,
    Pending,
    Rejected,
    Paused,
    Disabled,
}

impl Template {
    pub(super) fn view(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "language": self.language, "status": self.status,
            "category": self.category, "parameter_format": self.parameter_format,
            "components": self.components,
            "quality_score": { "score": if self.status == TemplateStatus::Paused { "RED" } else { "GREEN" } },
        })
    }
}

type ByLanguage = HashMap<Box<str>, Arc<Template>>;

/// Templates by name and language.
pub(in crate::graph) struct Templates(RwLock<HashMap<Box<str>, ByLanguage>>);

impl Templates {
    /// A store with the Turkish demo templates.
    pub(in crate::graph) fn with_demo(ids: &Ids) -> Self {
        let store = Self(RwLock::default());
        demo_templates(ids).into_iter().for_each(|template| store.put(template));
        store
    }

    /// The template a message names, if it can be sent.
    pub(in crate::graph) fn sendable(&self, name: &str, language: &str) -> Result<Arc<Template>, ApiError> {
        let found = read(&self.0).get(name).and_then(|languages| languages.get(language)).cloned();
        match found {
            Some(template) => match template.status {
                TemplateStatus::Approved => Ok(template),
                TemplateStatus::Paused => Err(ApiError::new(132_015)),
                TemplateStatus::Disabled => Err(ApiError::new(132_016)),
                TemplateStatus::Pending | TemplateStatus::Rejected => Err(missing(name, language)),
            },
            None => Err(missing(name, language)),
        }
    }

    pub(super) fn put(&self, template: Template) {
        let mut templates = write(&self.0);
        let languages = templates.entry(template.name.as_str().into()).or_default();
        languages.insert(template.language.as_str().into(), Arc::new(template));
    }

    pub(super) fn has(&self, name: &str, language: &str) -> bool {
        read(&self.0).get(name).is_some_and(|languages| languages.contains_key(language))
    }

    pub(in crate::graph) fn by_id(&self, id: &str) -> Option<Arc<Template>> {
        read(&self.0).values().flat_map(HashMap::values).find(|template| template.id == id).cloned()
    }

    /// All, oldest id first.
    pub(super) fn all(&self) -> Vec<Arc<Template>> {
        let mut all: Vec<_> = read(&self.0).values().flat_map(HashMap::values).cloned().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Removes a name, or only the template with `id`; false when nothing was there.
    pub(super) fn remove(&self, name: &str, id: Option<&str>) -> bool {
        let mut templates = write(&self.0);
        let Some(languages) = templates.get_mut(name) else { return false };
        let before = languages.len();
        languages.retain(|_, template| id.is_some_and(|id| template.id != id));
        before != languages.len()
    }

    /// Sets a status; the template as it is now, `None` when the id is unknown.
    pub(in crate::graph) fn set_status(&self, id: &str, status: TemplateStatus) -> Option<Arc<Template>> {
        let changed = Template { status, ..(*self.by_id(id)?).clone() };
        self.put(changed);
        self.by_id(id)
    }
}

fn missing(name: &str, language: &str) -> ApiError {
    ApiError::details(132_001, format!("template name ({name}) does not exist in {language}"))
}
