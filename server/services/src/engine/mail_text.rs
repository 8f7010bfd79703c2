//! The contents of e-mails: compiled once, filled per message.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::failure::Problem;
use domain::id::ContentId;
use domain::template::to_jinja;
use minijinja::{AutoEscape, Environment};
use storage::ledger::Content;

/// Instructions one text may take; a fence against what no text needs.
const FUEL: u64 = 50_000;
/// Contents kept compiled; a campaign has one.
const KEPT: usize = 256;

const SUBJECT: &str = "subject";
const TEXT: &str = "text";
const HTML: &str = "html";

/// A content ready to be filled. Values are escaped in its HTML and nowhere else.
#[derive(Debug)]
pub(crate) struct MailTemplate {
    environment: Environment<'static>,
    has_html: bool,
}

/// An e-mail as one person gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MailText {
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
}

impl MailTemplate {
    /// # Errors
    /// [`Problem::BadTemplate`] for anything but variables between the braces.
    pub fn compile(content: &Content) -> Result<Self, Problem> {
        let mut environment = Environment::empty();
        environment.set_auto_escape_callback(|name| match name {
            HTML => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        environment.set_fuel(Some(FUEL));
        environment.add_filter("default", minijinja::filters::default);
        let text = content.text.as_deref().unwrap_or_default();
        let parts =
            [(SUBJECT, Some(content.subject.as_str())), (TEXT, Some(text)), (HTML, content.html.as_deref())];
        for (name, part) in parts {
            let Some(part) = part else { continue };
            let jinja = to_jinja(part).map_err(|_| Problem::BadTemplate)?;
            environment.add_template_owned(name, jinja).map_err(|_| Problem::BadTemplate)?;
        }
        Ok(Self { environment, has_html: content.html.is_some() })
    }

    /// Fills the frozen values in: a JSON object of texts.
    ///
    /// # Errors
    /// [`Problem::BadTemplate`] for values of another shape, or a text that does not end in its bounds.
    pub fn fill(&self, params: Option<&str>) -> Result<MailText, Problem> {
        let values: HashMap<String, String> = match params {
            Some(json) => serde_json::from_str(json).map_err(|_| Problem::BadTemplate)?,
            None => HashMap::new(),
        };
        let html = if self.has_html { Some(self.part(HTML, &values)?) } else { None };
        Ok(MailText { subject: self.part(SUBJECT, &values)?, text: self.part(TEXT, &values)?, html })
    }

    fn part(&self, name: &str, values: &HashMap<String, String>) -> Result<String, Problem> {
        let template = self.environment.get_template(name).map_err(|_| Problem::BadTemplate)?;
        template.render(values).map_err(|_| Problem::BadTemplate)
    }
}

/// Compiled contents by id; contents never change.
#[derive(Debug, Default)]
pub(super) struct MailTemplates(Mutex<HashMap<ContentId, Arc<MailTemplate>>>);

impl MailTemplates {
    pub fn get(&self, content: ContentId) -> Option<Arc<MailTemplate>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&content).cloned()
    }

    pub fn keep(&self, content: ContentId, template: MailTemplate) -> Arc<MailTemplate> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        let template = Arc::new(template);
        kept.insert(content, Arc::clone(&template));
        template
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(html: &str) -> Content {
        Content {
            subject: "Fatura {{no}}".to_owned(),
            html: Some(html.to_owned()),
            text: Some("Sayın {{ad}}, {{unvan|müşterimiz}}".to_owned()),
        }
    }

    #[test]
    fn values_are_escaped_in_html_and_nowhere_else() -> Result<(), Problem> {
        let template = MailTemplate::compile(&content("<p>{{ad}}</p>"))?;
        let mail = template.fill(Some(r#"{"no":"A<1>","ad":"Ayşe <b>& Oğlu"}"#))?;
        assert_eq!(mail.subject, "Fatura A<1>");
        assert_eq!(mail.text, "Sayın Ayşe <b>& Oğlu, müşterimiz");
        assert_eq!(mail.html.as_deref(), Some("<p>Ayşe &lt;b&gt;&amp; Oğlu</p>"));
        Ok(())
    }

    #[test]
    fn only_variables_are_filled() {
        assert_eq!(MailTemplate::compile(&content("{% for x in y %}")).err(), Some(Problem::BadTemplate));
        let whole = MailTemplate::compile(&content("a")).and_then(|template| template.fill(Some("[1]")));
        assert_eq!(whole.err(), Some(Problem::BadTemplate));
    }
}
