//! Reads the element of a call, strictly.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::code::{Refusal, XML};

/// An element with everything in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Self>,
    /// Its own text, unescaped.
    pub(super) text: String,
}

impl Element {
    /// An attribute that has to be there and to say something.
    pub(super) fn attribute(&self, name: &str) -> Result<&str, Refusal> {
        self.attributes.get(name).map(String::as_str).filter(|value| !value.is_empty()).ok_or(XML)
    }

    /// Code 20 unless the element has this name, no children but those, and no attributes but those.
    pub(super) fn check(&self, name: &str, attributes: &[&str], children: &[&str]) -> Result<(), Refusal> {
        let known = self.name == name
            && self.attributes.keys().all(|name| attributes.contains(&name.as_str()))
            && self.children.iter().all(|child| children.contains(&child.name.as_str()));
        if known { Ok(()) } else { Err(XML) }
    }

    /// The text of the only child of that name.
    pub(super) fn only(&self, name: &str) -> Result<&str, Refusal> {
        let mut found = self.children.iter().filter(|child| child.name == name);
        match (found.next(), found.next()) {
            (Some(child), None) if child.children.is_empty() && child.attributes.is_empty() => {
                Ok(&child.text)
            }
            _ => Err(XML),
        }
    }
}

/// The one element of a body; `None` when it is not well-formed or something in it is not escaped.
pub(super) fn parse(body: &[u8]) -> Option<Element> {
    let mut reader = Reader::from_str(std::str::from_utf8(body).ok()?);
    let (mut open, mut root) = (Vec::<Element>::new(), None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => open.push(begin(&start)?),
            Event::Empty(start) => close(begin(&start)?, &mut open, &mut root)?,
            Event::End(_) => close(open.pop()?, &mut open, &mut root)?,
            Event::Text(text) => {
                let text = text.xml10_content();
                let escaped = !text.contains(['<', '>', '\'', '"']);
                add(&text, escaped, &mut open)?;
            }
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref().ok()? {
                    Some(letter) => letter.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name)?.to_owned(),
                };
                add(&letter, !open.is_empty(), &mut open)?;
            }
            Event::CData(text) => add(&text.xml10_content(), !open.is_empty(), &mut open)?,
            Event::Decl(_) | Event::Comment(_) => {}
            Event::PI(_) | Event::DocType(_) => return None,
            Event::Eof => return root.filter(|_| open.is_empty()),
        }
    }
}

fn begin(start: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element { name: start.name().0.to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        if attribute.value.contains(['<', '>', '\'', '"']) {
            return None;
        }
        let value = attribute.normalized_value(XmlVersion::default()).ok()?;
        if !value.chars().all(is_char) {
            return None;
        }
        element.attributes.insert(attribute.key.0.to_owned(), value.into_owned());
    }
    Some(element)
}

/// Puts an element that has ended where it belongs; there is one root.
fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) -> Option<()> {
    if let Some(parent) = open.last_mut() {
        parent.children.push(element);
        return Some(());
    }
    root.is_none().then(|| *root = Some(element))
}

fn add(text: &str, escaped: bool, open: &mut [Element]) -> Option<()> {
    if !escaped || !text.chars().all(is_char) {
        return None;
    }
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

/// `Char` of XML 1.0, §2.2.
fn is_char(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Option<String> {
        parse(xml.as_bytes()).map(|element| element.text)
    }

    #[test]
    fn reads_what_is_escaped() {
        let element = parse(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1 &amp; &#50;\"><c>&lt;\xc5\x9f&#13;</c><d/></a>\n",
        );
        let Some(element) = element else { panic!("refused") };
        assert_eq!(element.attribute("b"), Ok("1 & 2"));
        assert_eq!(element.only("c"), Ok("<ş\r"));
        assert_eq!(element.only("d"), Ok(""));
        assert_eq!(element.check("a", &["b"], &["c", "d"]), Ok(()));
        assert_eq!(element.check("a", &[], &["c", "d"]), Err(XML));
        assert_eq!(element.only("e"), Err(XML));
    }

    #[test]
    fn refuses_what_is_not() {
        for xml in [
            "",
            "a",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a>&</a>",
            "<a>&nbsp;</a>",
            "<a>\"</a>",
            "<a>'</a>",
            "<a>></a>",
            "<a b=\"'\"/>",
            "<a b=\"&\"/>",
            "<a b='1' b='2'/>",
            "<a>\u{1}</a>",
            "<a>&#1;</a>",
            "<!DOCTYPE a><a/>",
            "x<a/>",
            "<a/>&lt;",
            "<a b=1/>",
        ] {
            assert_eq!(text(xml), None, "{xml}");
        }
        assert_eq!(parse(b"<a>\xff</a>"), None);
        assert_eq!(text("<a>düz &apos;&quot;&gt;</a>").as_deref(), Some("düz '\">"));
    }
}
