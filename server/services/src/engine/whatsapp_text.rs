//! The template of a WhatsApp message as a row keeps it: JSON in the body's parameters.

use providers::provider::{
    ButtonKind, ButtonParameter, HeaderParameter, TemplateContent, TemplateParameter, WhatsappContent,
};
use serde::{Deserialize, Serialize};

/// An approved template with its frozen values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WhatsappTemplate {
    pub name: String,
    /// Exactly as approved: `tr`, `en_US`.
    pub language: String,
    /// The value of a text header's variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<TemplateValue>,
    /// What a media header shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<MediaValue>,
    pub body: Vec<TemplateValue>,
    pub buttons: Vec<ButtonValue>,
}

/// One value; `name` only for templates made with named variables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateValue {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub text: String,
}

/// The picture, video or document of a header; the provider fetches it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MediaValue {
    /// `IMAGE`, `VIDEO`, `DOCUMENT`.
    pub format: String,
    pub link: String,
}

/// The value of a button, by its place from zero: the end of its address, or the coupon it copies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ButtonValue {
    pub index: u8,
    pub text: String,
    pub copies: bool,
}

/// What a row says to WhatsApp: its template, or else its text. `None` when it says nothing readable.
pub(super) fn whatsapp_content(text: Option<&str>, params: Option<&str>) -> Option<WhatsappContent> {
    match params {
        Some(json) => serde_json::from_str::<WhatsappTemplate>(json).ok().map(|template| template.into()),
        None => {
            text.map(|text| WhatsappContent::Text { body: text.to_owned(), preview_url: false, quotes: None })
        }
    }
}

impl From<WhatsappTemplate> for WhatsappContent {
    fn from(template: WhatsappTemplate) -> Self {
        let value = |value: TemplateValue| TemplateParameter { name: value.name, text: value.text };
        let button = |value: ButtonValue| ButtonParameter {
            index: value.index,
            kind: if value.copies { ButtonKind::CopyCode } else { ButtonKind::Url },
            text: value.text,
        };
        let media = template.media.map(media_header);
        Self::Template(TemplateContent {
            name: template.name,
            language: template.language,
            header: media.or(template.header.map(|header| HeaderParameter::Text(value(header)))),
            body: template.body.into_iter().map(value).collect(),
            buttons: template.buttons.into_iter().map(button).collect(),
        })
    }
}

fn media_header(media: MediaValue) -> HeaderParameter {
    let MediaValue { format, link } = media;
    match format.as_str() {
        "VIDEO" => HeaderParameter::Video { link },
        "DOCUMENT" => {
            let filename = link.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("dosya.pdf");
            HeaderParameter::Document { filename: filename.to_owned(), link }
        }
        _ => HeaderParameter::Image { link },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_comes_back_from_its_row() {
        let template = WhatsappTemplate {
            name: "fatura".to_owned(),
            language: "tr".to_owned(),
            body: vec![TemplateValue { name: None, text: "Ayşe".to_owned() }],
            ..WhatsappTemplate::default()
        };
        let json = serde_json::to_string(&template).unwrap_or_default();
        let Some(WhatsappContent::Template(content)) = whatsapp_content(Some("Sayın Ayşe"), Some(&json))
        else {
            panic!("no template in {json}");
        };
        assert_eq!((content.name.as_str(), content.body[0].text.as_str()), ("fatura", "Ayşe"));
        assert!(matches!(whatsapp_content(Some("a"), None), Some(WhatsappContent::Text { .. })));
        assert_eq!(whatsapp_content(None, None), None);
    }
}
