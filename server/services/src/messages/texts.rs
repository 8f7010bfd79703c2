use std::collections::HashMap;

use domain::id::ContentId;
use storage::ledger::{Body, Content};

use crate::engine::MailTemplate;
use crate::error::ServiceError;
use crate::services::Services;

/// Contents kept at hand; a campaign has one.
const KEPT: usize = 64;

/// What a message says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Empty but for e-mails.
    pub subject: String,
    pub text: String,
}

/// Reads what messages say, as it was frozen when they were made. The text of an e-mail lies with its
/// content and is filled in with the message's own values.
#[derive(Debug, Default)]
pub(crate) struct Texts(HashMap<ContentId, Kept>);

#[derive(Debug)]
struct Kept {
    content: Content,
    /// None of a text that cannot be filled.
    template: Option<MailTemplate>,
}

impl Texts {
    pub async fn of(&mut self, services: &Services, body: &Body) -> Result<Said, ServiceError> {
        let from_content = match body.content {
            Some(id) if body.text.is_none() => self.filled(services, id, body.params.as_deref()).await?,
            _ => Said::default(),
        };
        Ok(Said {
            subject: body.subject.clone().unwrap_or(from_content.subject),
            text: body.text.clone().unwrap_or(from_content.text),
        })
    }

    async fn filled(
        &mut self,
        services: &Services,
        id: ContentId,
        params: Option<&str>,
    ) -> Result<Said, ServiceError> {
        if !self.0.contains_key(&id) {
            let Some(content) = services.ledger().load_contents(&[id]).await?.remove(&id) else {
                return Ok(Said::default());
            };
            if self.0.len() >= KEPT {
                self.0.clear();
            }
            self.0.insert(id, Kept::of(content));
        }
        Ok(self.0.get(&id).map(|kept| kept.fill(params)).unwrap_or_default())
    }
}

impl Kept {
    fn of(content: Content) -> Self {
        Self { template: MailTemplate::compile(&content).ok(), content }
    }

    /// A text that cannot be filled never left either: it is shown as it was written.
    fn fill(&self, params: Option<&str>) -> Said {
        match self.template.as_ref().and_then(|template| template.fill(params).ok()) {
            Some(mail) => Said { subject: mail.subject, text: mail.text },
            None => Said {
                subject: self.content.subject.clone(),
                text: self.content.text.clone().unwrap_or_default(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(text: &str) -> Kept {
        let subject = "{{ad}}, raporunuz hazır".to_owned();
        Kept::of(Content { subject, html: None, text: Some(text.to_owned()) })
    }

    #[test]
    fn a_mail_is_shown_as_its_reader_got_it() {
        let params = Some(r#"{"ad":"Ayşe"}"#);
        let shown = mail("Sayın {{ad}}, {{unvan|müşterimiz}}").fill(params);
        let (subject, text) = ("Ayşe, raporunuz hazır".to_owned(), "Sayın Ayşe, müşterimiz".to_owned());
        assert_eq!(shown, Said { subject, text });
        assert_eq!(mail("{{ad").fill(params).text, "{{ad");
    }
}
