//! How an approved template is filled: each of its places with a field of the person or a fixed text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::content::VARIABLES;
use crate::failure::{Checks, Problem};
use crate::provider_accounts::{FieldShape, HeaderShape, TemplateShape};

/// What fills each place, by its key: a text with our own variables.
pub type SlotTexts = BTreeMap<String, String>;

/// The longest value of a place.
const LONGEST: usize = 500;

/// Where a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlotPlace {
    Header,
    /// The address of a picture, document or video; Meta fetches it.
    Media,
    Body,
    /// The end of a button's address, or the coupon it copies.
    Button,
}

/// One place of a template that wants a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `header_1`, `media`, `body_1`, `body_ad`, `button_0`: what a form posts it as.
    pub key: String,
    pub place: SlotPlace,
    /// The variable's name, or a button's text.
    pub name: String,
    pub example: String,
}

impl TemplateShape {
    /// The places to fill, in the order they are read.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        let header = self.header.iter().flat_map(header_slots);
        let body = self.variables.iter().map(|field| slot("body", SlotPlace::Body, field));
        let buttons = self.buttons.iter().enumerate().filter(|(_, button)| button.takes_value);
        let buttons = buttons.map(|(index, button)| Slot {
            key: format!("button_{index}"),
            place: SlotPlace::Button,
            name: button.text.clone(),
            example: String::new(),
        });
        header.chain(body).chain(buttons).collect()
    }

    /// The whole message as one text in which our own variables stand at its places.
    #[must_use]
    pub fn compose(&self, texts: &SlotTexts) -> String {
        let header =
            self.header.as_ref().map(|header| fill(&header.text, "header", &header.variables, texts));
        let body = fill(&self.body, "body", &self.variables, texts);
        let parts = [header.unwrap_or_default(), body, self.footer.clone().unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

fn header_slots(header: &HeaderShape) -> Vec<Slot> {
    let is_media = matches!(header.format.as_str(), "IMAGE" | "VIDEO" | "DOCUMENT");
    let media = is_media.then(|| Slot {
        key: "media".to_owned(),
        place: SlotPlace::Media,
        name: header.format.clone(),
        example: "https://…".to_owned(),
    });
    let texts = header.variables.iter().map(|field| slot("header", SlotPlace::Header, field));
    media.into_iter().chain(texts).collect()
}

fn slot(of: &str, place: SlotPlace, field: &FieldShape) -> Slot {
    let example = field.example.clone().unwrap_or_default();
    Slot { key: format!("{of}_{}", field.name), place, name: field.name.clone(), example }
}

/// Puts our texts where the template's own variables stand.
fn fill(text: &str, of: &str, fields: &[FieldShape], texts: &SlotTexts) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once("{{") {
        let Some((name, after)) = tail.split_once("}}") else { break };
        let known = fields.iter().find(|field| field.name == name.trim());
        let value = known.and_then(|field| texts.get(&format!("{of}_{}", field.name)));
        filled.push_str(before);
        filled.push_str(value.map_or("…", String::as_str));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Reads what a form posted: `sources` names a field of the person, `texts` the fixed text, or what
/// stands in when the field is empty.
pub(super) fn read(
    checks: &mut Checks,
    shape: &TemplateShape,
    sources: &SlotTexts,
    texts: &SlotTexts,
) -> SlotTexts {
    let read = |slot: Slot, checks: &mut Checks| {
        let text = |of: &SlotTexts| of.get(&slot.key).map(|text| one_line(text)).unwrap_or_default();
        let value = checks.take(&format!("slots[{}]", slot.key), value(&slot, &text(sources), &text(texts)));
        value.map(|value| (slot.key, value))
    };
    shape.slots().into_iter().filter_map(|slot| read(slot, checks)).collect()
}

fn value(slot: &Slot, source: &str, text: &str) -> Result<String, Problem> {
    if text.contains(['{', '}', '|']) {
        return Err(Problem::BadCharacters);
    }
    if text.chars().count() > LONGEST {
        return Err(Problem::TooLong);
    }
    match (source, text) {
        ("", "") => Err(Problem::Required),
        ("", text) if slot.place == SlotPlace::Media && !text.starts_with("https://") => {
            Err(Problem::NotAUrl)
        }
        ("", text) => Ok(text.to_owned()),
        (_, _) if slot.place == SlotPlace::Media => Err(Problem::NotAUrl),
        (source, _) if !VARIABLES.contains(&source) => Err(Problem::UnknownVariable),
        (source, "") => Ok(format!("{{{{{source}}}}}")),
        (source, text) => Ok(format!("{{{{{source}|{text}}}}}")),
    }
}

/// Meta refuses line breaks, tabs and runs of spaces in a value.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The field and the fixed text of a kept value, for the form that changes it.
#[must_use]
pub fn source_and_text(value: &str) -> (&str, &str) {
    let Some(inner) = value.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) else {
        return ("", value);
    };
    inner.split_once('|').unwrap_or((inner, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider_accounts::ButtonShape;

    fn shape() -> TemplateShape {
        let field = |name: &str| FieldShape { name: name.to_owned(), example: Some("Ayşe".to_owned()) };
        TemplateShape {
            header: Some(HeaderShape { format: "IMAGE".into(), ..HeaderShape::default() }),
            body: "Sayın {{1}}, {{2}} bekliyoruz {{1}}".into(),
            variables: vec![field("1"), field("2")],
            footer: Some("Karaca A.Ş.".into()),
            buttons: vec![
                ButtonShape { kind: "QUICK_REPLY".into(), ..ButtonShape::default() },
                ButtonShape { kind: "URL".into(), takes_value: true, ..ButtonShape::default() },
            ],
            ..TemplateShape::default()
        }
    }

    fn texts(pairs: &[(&str, &str)]) -> SlotTexts {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn names_every_place_once() {
        let keys: Vec<_> = shape().slots().into_iter().map(|slot| slot.key).collect();
        assert_eq!(keys, ["media", "body_1", "body_2", "button_1"]);
    }

    #[test]
    fn fills_with_fields_and_fixed_texts() {
        let mut checks = Checks::default();
        let sources = texts(&[("body_1", "ad_soyad")]);
        let fixed = texts(&[
            ("body_1", "değerli müşterimiz"),
            ("body_2", "sizi\n  mağazaya"),
            ("media", "https://karaca.example/a.jpg"),
            ("button_1", "bahar"),
        ]);
        let read = read(&mut checks, &shape(), &sources, &fixed);
        assert!(checks.done().is_ok());
        let text =
            "Sayın {{ad_soyad|değerli müşterimiz}}, sizi mağazaya bekliyoruz {{ad_soyad|değerli müşterimiz}}";
        assert_eq!(shape().compose(&read), format!("{text}\n\nKaraca A.Ş."));
        assert_eq!(source_and_text(&read["body_1"]), ("ad_soyad", "değerli müşterimiz"));
        assert_eq!(source_and_text(&read["body_2"]), ("", "sizi mağazaya"));
    }

    #[test]
    fn tells_every_place_that_is_wrong() {
        let mut checks = Checks::default();
        let sources = texts(&[("body_2", "plaka")]);
        let fixed = texts(&[("media", "http://karaca.example/a.jpg"), ("button_1", "{{x}}")]);
        read(&mut checks, &shape(), &sources, &fixed);
        let failure = checks.done().err().map(|failure| failure.fields).unwrap_or_default();
        let found: Vec<_> = failure.iter().map(|field| (field.field.as_str(), field.problem)).collect();
        assert_eq!(
            found,
            [
                ("slots[media]", Problem::NotAUrl),
                ("slots[body_1]", Problem::Required),
                ("slots[body_2]", Problem::UnknownVariable),
                ("slots[button_1]", Problem::BadCharacters),
            ]
        );
    }
}
