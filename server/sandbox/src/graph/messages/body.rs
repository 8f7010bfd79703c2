//! The body of `POST /{phone_number_id}/messages`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

/// Absent strings are empty; presence of an object is what the checks ask for.
#[derive(Deserialize)]
pub(super) struct SendBody<'a> {
    #[serde(borrow, default)]
    pub(super) messaging_product: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) recipient_type: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) to: Cow<'a, str>,
    /// Business-scoped user id.
    #[serde(borrow, default)]
    pub(super) recipient: Cow<'a, str>,
    #[serde(borrow, default, rename = "type")]
    pub(super) kind: Cow<'a, str>,
    /// `read` for a read receipt.
    #[serde(borrow, default)]
    pub(super) status: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) message_id: Cow<'a, str>,
    #[serde(borrow, default, rename = "biz_opaque_callback_data")]
    pub(super) callback_data: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) text: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) template: Option<TemplateBody<'a>>,
    #[serde(borrow)]
    pub(super) image: Option<Media<'a>>,
    #[serde(borrow)]
    pub(super) video: Option<Media<'a>>,
    #[serde(borrow)]
    pub(super) audio: Option<Media<'a>>,
    #[serde(borrow)]
    pub(super) document: Option<Media<'a>>,
    #[serde(borrow)]
    pub(super) sticker: Option<Media<'a>>,
    pub(super) location: Option<Value>,
    pub(super) contacts: Option<Value>,
    pub(super) reaction: Option<Value>,
    pub(super) interactive: Option<Value>,
}

#[derive(Deserialize)]
pub(super) struct Text<'a> {
    #[serde(borrow, default)]
    pub(super) body: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(super) struct TemplateBody<'a> {
    #[serde(borrow, default)]
    pub(super) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) language: Option<Language<'a>>,
    #[serde(borrow, default)]
    pub(super) components: Vec<Component<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Language<'a> {
    #[serde(borrow, default)]
    pub(super) code: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(in crate::graph) struct Component<'a> {
    #[serde(borrow, default, rename = "type")]
    pub(in crate::graph) kind: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(in crate::graph) sub_type: Cow<'a, str>,
    /// Documented as a string, and taken as a number as well.
    #[serde(default)]
    index: Value,
    #[serde(borrow, default)]
    pub(in crate::graph) parameters: Vec<Parameter<'a>>,
}

#[derive(Deserialize)]
pub(in crate::graph) struct Parameter<'a> {
    #[serde(borrow, default, rename = "type")]
    pub(in crate::graph) kind: Cow<'a, str>,
    #[serde(borrow, default, rename = "parameter_name")]
    pub(in crate::graph) name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(in crate::graph) text: Cow<'a, str>,
    #[serde(borrow)]
    image: Option<Media<'a>>,
    #[serde(borrow)]
    video: Option<Media<'a>>,
    #[serde(borrow)]
    document: Option<Media<'a>>,
    location: Option<Value>,
}

#[derive(Deserialize)]
pub(super) struct Media<'a> {
    #[serde(borrow, default)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) link: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) caption: Cow<'a, str>,
}

impl Component<'_> {
    pub(in crate::graph) fn index(&self) -> Option<usize> {
        match &self.index {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64().and_then(|index| usize::try_from(index).ok()),
        }
    }
}

impl Parameter<'_> {
    /// Whether the object named like the type is there and points at something.
    pub(in crate::graph) fn has_media(&self) -> bool {
        match &*self.kind {
            "image" => self.image.as_ref().is_some_and(Media::is_given),
            "video" => self.video.as_ref().is_some_and(Media::is_given),
            "document" => self.document.as_ref().is_some_and(Media::is_given),
            "location" => self.location.is_some(),
            _ => false,
        }
    }
}

impl Media<'_> {
    /// An id or a link, not both.
    pub(super) fn is_given(&self) -> bool {
        self.id.is_empty() != self.link.is_empty()
    }
}
