//! The one XML element that a call is.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::provider::ProviderFailure;

/// A text, and the numbers that get it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mesaj<'a> {
    pub(super) text: &'a str,
    /// At least one: elsewhere in this API an empty list stands for all numbers.
    pub(super) numbers: Vec<&'a str>,
}

/// `<smskredi ka="…" pwd="…"/>`.
pub(super) fn empty(name: &'static str, attributes: &[(&str, &str)]) -> Result<Vec<u8>, ProviderFailure> {
    written(|writer| {
        writer.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(drop)
    })
}

/// `<smspack ka="…" …><mesaj><metin>…</metin><nums>905…,905…</nums></mesaj>…</smspack>`.
pub(super) fn package(attributes: &[(&str, &str)], texts: &[Mesaj<'_>]) -> Result<Vec<u8>, ProviderFailure> {
    written(|writer| {
        let pack = writer.create_element("smspack").with_attributes(attributes.iter().copied());
        pack.write_inner_content(|writer| texts.iter().try_for_each(|text| mesaj(writer, text))).map(drop)
    })
}

/// What XML can say of a text: control characters, which no phone shows, have no form in it, escaped or not.
pub(super) fn sayable(text: &str) -> Cow<'_, str> {
    if is_sayable(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|letter| is_char(*letter)).collect())
}

/// Whether XML can say all of it.
pub(super) fn is_sayable(text: &str) -> bool {
    text.chars().all(is_char)
}

/// `Char` of XML 1.0, §2.2.
const fn is_char(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn mesaj(writer: &mut Writer<Vec<u8>>, mesaj: &Mesaj<'_>) -> io::Result<()> {
    let numbers = mesaj.numbers.join(",");
    let inner = |writer: &mut Writer<Vec<u8>>| {
        // Escapes `& < > ' "`, all of which the vendor wants escaped in texts, too.
        writer.create_element("metin").write_text_content(BytesText::new(mesaj.text))?;
        writer.create_element("nums").write_text_content(BytesText::new(&numbers))?;
        Ok(())
    };
    writer.create_element("mesaj").write_inner_content(inner).map(drop)
}

fn written(write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Result<Vec<u8>, ProviderFailure> {
    let mut writer = Writer::new(Vec::new());
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| write(&mut writer))
        .map_err(|error| ProviderFailure::config(error.to_string()))?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::escape::unescape;

    use super::*;

    /// Texts and numbers as a reader of the element finds them.
    fn read(xml: &[u8]) -> Vec<(String, Vec<String>)> {
        let mut reader = Reader::from_str(std::str::from_utf8(xml).unwrap());
        let (mut found, mut inside, mut text) = (Vec::new(), String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => (inside, text) = (start.name().0.to_owned(), String::new()),
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) => {
                    text.push_str(&unescape(&format!("&{};", &*reference)).unwrap());
                }
                Event::End(end) if end.name().0 == inside => match &*inside {
                    "metin" => found.push((std::mem::take(&mut text), Vec::new())),
                    "nums" => found.last_mut().unwrap().1 = text.split(',').map(str::to_owned).collect(),
                    _ => {}
                },
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    fn attribute(xml: &[u8], name: &str) -> String {
        let mut reader = Reader::from_str(std::str::from_utf8(xml).unwrap());
        loop {
            if let Event::Start(start) | Event::Empty(start) = reader.read_event().unwrap() {
                let found = start.try_get_attribute(name).unwrap().unwrap();
                return found.normalized_value(quick_xml::XmlVersion::default()).unwrap().into_owned();
            }
        }
    }

    #[test]
    fn writes_what_the_vendor_shows() {
        let texts = [
            Mesaj { text: "Sn. Ayşe, <b> & 'siz'", numbers: vec!["905321234567", "905331234567"] },
            Mesaj { text: "Başka", numbers: vec!["905421234567"] },
        ];
        let xml = package(&[("ka", "user"), ("pwd", "a\"b&c")], &texts).unwrap();
        assert_eq!(
            String::from_utf8(xml).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><smspack ka=\"user\" pwd=\"a&quot;b&amp;c\">\
             <mesaj><metin>Sn. Ayşe, &lt;b&gt; &amp; &apos;siz&apos;</metin>\
             <nums>905321234567,905331234567</nums></mesaj>\
             <mesaj><metin>Başka</metin><nums>905421234567</nums></mesaj></smspack>"
        );
    }

    #[test]
    fn leaves_out_what_xml_cannot_say() {
        assert_eq!(sayable("a\u{b}b\u{0}c\u{fffe}\n🙂"), "abc\n🙂");
        assert!(matches!(sayable("düz metin"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn texts_and_numbers_come_back_as_they_were(
            texts in prop::collection::vec((".{1,80}|[<>&'\"\r\n\t ]{1,9}", prop::collection::vec("905[0-9]{9}", 1..5)), 1..6),
            password in ".{1,40}|[<>&'\"\r\n\t]{1,9}",
        ) {
            let texts: Vec<_> = texts.iter().map(|(text, numbers)| (sayable(text), numbers)).collect();
            let password = sayable(&password);
            let written: Vec<_> = texts
                .iter()
                .map(|(text, numbers)| Mesaj { text, numbers: numbers.iter().map(String::as_str).collect() })
                .collect();
            let xml = package(&[("pwd", &password)], &written).unwrap();
            let expected: Vec<_> = texts.iter().map(|(text, numbers)| (text.to_string(), numbers.to_vec())).collect();
            prop_assert_eq!(read(&xml), expected);
            prop_assert_eq!(attribute(&xml, "pwd"), &*password);
        }
    }
}
