//! What a template's components ask of a message.

use serde_json::Value;

/// The parameters a message must bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) header: HeaderShape,
    pub(super) body: Variables,
    /// Characters of the body without its variables.
    pub(super) body_length: usize,
    pub(super) buttons: Vec<ButtonShape>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum HeaderShape {
    #[default]
    None,
    Text(Variables),
    /// `image`, `video`, `document` or `location`: one parameter of that type.
    Media(&'static str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Variables {
    Positional(usize),
    Named(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ButtonShape {
    /// A link with a variable end, or the code of an authentication template.
    Url,
    CopyCode,
    /// Needs nothing.
    Plain,
}

impl Default for Variables {
    fn default() -> Self {
        Self::Positional(0)
    }
}

impl Variables {
    /// The different variables of a text such as `Sayın {{1}}`.
    pub(super) fn of(text: &str) -> Self {
        let mut names: Vec<String> = Vec::new();
        for part in text.split("{{").skip(1) {
            let Some((name, _)) = part.split_once("}}") else { continue };
            let name = name.trim().to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let positional = names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
        if positional { Self::Positional(names.len()) } else { Self::Named(names) }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Positional(count) => *count,
            Self::Named(names) => names.len(),
        }
    }
}

impl Shape {
    pub(super) fn of(components: &Value) -> Self {
        let mut shape = Self::default();
        for component in components.as_array().into_iter().flatten() {
            let text = component["text"].as_str().unwrap_or_default();
            match kind(component).as_str() {
                "HEADER" => shape.header = header(component, text),
                "BODY" => {
                    shape.body = Variables::of(text);
                    shape.body_length = fixed_length(text);
                }
                "BUTTONS" => shape.buttons = buttons(component),
                _ => {}
            }
        }
        shape
    }
}

/// The type of a component or button, in capitals as the vendor writes it.
pub(super) fn kind(component: &Value) -> String {
    component["type"].as_str().unwrap_or_default().to_ascii_uppercase()
}

fn header(component: &Value, text: &str) -> HeaderShape {
    match component["format"].as_str().unwrap_or("TEXT").to_ascii_uppercase().as_str() {
        "IMAGE" => HeaderShape::Media("image"),
        "VIDEO" => HeaderShape::Media("video"),
        "DOCUMENT" => HeaderShape::Media("document"),
        "LOCATION" => HeaderShape::Media("location"),
        _ => HeaderShape::Text(Variables::of(text)),
    }
}

fn buttons(component: &Value) -> Vec<ButtonShape> {
    let shape = |button: &Value| match kind(button).as_str() {
        "OTP" => ButtonShape::Url,
        "URL" if button["url"].as_str().is_some_and(|url| url.contains("{{")) => ButtonShape::Url,
        "COPY_CODE" => ButtonShape::CopyCode,
        _ => ButtonShape::Plain,
    };
    component["buttons"].as_array().into_iter().flatten().map(shape).collect()
}

fn fixed_length(text: &str) -> usize {
    let mut length = text.chars().count();
    for part in text.split("{{").skip(1) {
        if let Some((name, _)) = part.split_once("}}") {
            length -= name.chars().count() + 4;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn counts_different_variables_and_keeps_names() {
        assert_eq!(Variables::of("Sayın {{1}}, {{2}} TL; {{1}}"), Variables::Positional(2));
        assert_eq!(Variables::of("{{ad}} için {{gun}}"), Variables::Named(vec!["ad".into(), "gun".into()]));
        assert_eq!(Variables::of("düz"), Variables::Positional(0));
    }

    #[test]
    fn reads_what_header_and_buttons_need() {
        let shape = Shape::of(&json!([
            { "type": "HEADER", "format": "DOCUMENT" },
            { "type": "BODY", "text": "Ek {{1}}." },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Tamam" },
                { "type": "URL", "url": "https://x.test/{{1}}" },
                { "type": "COPY_CODE" },
            ]},
        ]));
        assert_eq!(shape.header, HeaderShape::Media("document"));
        assert_eq!(shape.buttons, [ButtonShape::Plain, ButtonShape::Url, ButtonShape::CopyCode]);
        assert_eq!((shape.body.len(), shape.body_length), (1, 4));
    }
}
