use serde::{Deserialize, Serialize};

use super::{PolicyKind, PolicyReference};
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{optional_paragraph, required_line};
use crate::id::PolicyVersionId;
use crate::time::Timestamp;

/// What a text may leave to the operator's settings; filled in when the page is drawn.
const FILLED_IN: [&str; 3] = ["{{brand}}", "{{contact}}", "{{legal}}"];
/// Characters of a text.
const LONGEST: usize = 40_000;

/// A document with the texts of its latest version as they are stored, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyTexts {
    pub reference: PolicyReference,
    pub published: Timestamp,
    pub title_tr: String,
    pub title_en: String,
    /// Markdown without HTML, in which `{{brand}}`, `{{contact}}` and `{{legal}}` stand for the operator.
    pub body_tr: String,
    pub body_en: String,
}

/// Another version of a document, as an operator posts it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishPolicyForm {
    /// A word of [`PolicyKind`].
    pub kind: String,
    /// Hidden: the id of the version that was changed into this one.
    pub base: String,
    pub title_tr: String,
    pub title_en: String,
    pub body_tr: String,
    pub body_en: String,
}

/// A version whose fields are well-formed; Turkish first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPolicy {
    pub kind: PolicyKind,
    pub base: PolicyVersionId,
    pub title: [String; 2],
    pub body: [String; 2],
}

impl PublishPolicyForm {
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn parse(&self) -> Result<NewPolicy, Failure> {
        let mut checks = Checks::default();
        let kind = checks.take("kind", PolicyKind::from_word(&self.kind).ok_or(Problem::Malformed));
        let base = checks.take("base", self.base.trim().parse().map_err(|_| Problem::Malformed));
        let title_tr = checks.take("title_tr", required_line(&self.title_tr, 150));
        let title_en = checks.take("title_en", required_line(&self.title_en, 150));
        let body_tr = checks.take("body_tr", body(&self.body_tr));
        let body_en = checks.take("body_en", body(&self.body_en));
        checks.done()?;
        match (kind, base, title_tr.zip(title_en), body_tr.zip(body_en)) {
            (Some(kind), Some(base), Some(title), Some(body)) => {
                Ok(NewPolicy { kind, base, title: title.into(), body: body.into() })
            }
            _ => Err(Problem::Invalid.into()),
        }
    }
}

fn body(text: &str) -> Result<String, Problem> {
    let body = optional_paragraph(text, LONGEST)?.ok_or(Problem::Required)?;
    let rest = FILLED_IN.iter().fold(body.clone(), |rest, name| rest.replace(name, ""));
    if rest.contains("{{") || rest.contains("}}") { Err(Problem::UnknownVariable) } else { Ok(body) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> PublishPolicyForm {
        PublishPolicyForm {
            kind: "terms".to_owned(),
            base: PolicyVersionId::from_i64(1).to_string(),
            title_tr: "Koşullar".to_owned(),
            title_en: "Terms".to_owned(),
            body_tr: "## Hizmet\r\n\r\n{{brand}} iletir.\r\n".to_owned(),
            body_en: "{{brand}} ({{contact}}) sends. {{legal}}".to_owned(),
        }
    }

    #[test]
    fn takes_both_languages() -> Result<(), Failure> {
        let new = filled().parse()?;
        assert_eq!((new.kind, new.base), (PolicyKind::Terms, PolicyVersionId::from_i64(1)));
        assert_eq!(new.title, ["Koşullar", "Terms"]);
        assert_eq!(new.body[0], "## Hizmet\n\n{{brand}} iletir.");
        Ok(())
    }

    #[test]
    fn refuses_what_nothing_would_fill_in() {
        for text in ["{{ad}}", "{{ brand }}", "{{brand}", "a}}"] {
            let form = PublishPolicyForm { body_en: text.to_owned(), ..filled() };
            let problem = form.parse().err().and_then(|failure| failure.of("body_en").cloned());
            assert_eq!(problem.map(|found| found.problem), Some(Problem::UnknownVariable), "{text}");
        }
    }

    #[test]
    fn an_empty_form_names_every_field() {
        let failure = PublishPolicyForm::default().parse().err().unwrap_or(Problem::Internal.into());
        for field in ["kind", "base", "title_tr", "title_en", "body_tr", "body_en"] {
            assert!(failure.of(field).is_some(), "{field}");
        }
    }
}
