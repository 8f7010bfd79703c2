//! Quoted-printable, RFC 2045 §6.7: the encoding of every text part.
//!
//! Written here because it has to be certain what leaves: lines of at most 76 printable ASCII characters
//! that end in CRLF, none beginning with a dot (the end of a message in SMTP) or with `From ` (the
//! beginning of one in mailbox files). A raw body with a bare LF in it can smuggle commands.

const LONGEST_LINE: usize = 76;

/// Encodes a text; CRLF, CR and LF all are line breaks in it.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut line = Line { out: Vec::with_capacity(text.len() + text.len() / 8 + 64), start: 0 };
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().copied();
        match byte {
            b'\r' if next == Some(b'\n') => {}
            b'\r' | b'\n' => line.end(),
            b' ' | b'\t' if matches!(next, None | Some(b'\r' | b'\n')) => line.push_hex(byte),
            b' ' | b'\t' | b'!'..=b'<' | b'>'..=b'~' => line.push(byte),
            _ => line.push_hex(byte),
        }
    }
    line.out
}

struct Line {
    out: Vec<u8>,
    /// Where the current line begins.
    start: usize,
}

impl Line {
    fn push(&mut self, byte: u8) {
        self.make_room(1);
        if self.out.len() == self.start && matches!(byte, b'.' | b'F') {
            return self.push_hex(byte);
        }
        self.out.push(byte);
    }

    fn push_hex(&mut self, byte: u8) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        self.make_room(3);
        let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
        self.out.extend_from_slice(&[b'=', DIGITS[high], DIGITS[low]]);
    }

    /// Breaks the line softly when so many characters and a `=` do not fit any more.
    fn make_room(&mut self, width: usize) {
        if self.out.len() - self.start + width >= LONGEST_LINE {
            self.out.push(b'=');
            self.end();
        }
    }

    fn end(&mut self) {
        self.out.extend_from_slice(b"\r\n");
        self.start = self.out.len();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::encode;

    fn decode(encoded: &[u8]) -> String {
        let text = std::str::from_utf8(encoded).unwrap().replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, tail @ ..] = rest {
            rest = tail;
            if *first == b'=' {
                bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
                rest = &tail[2..];
            } else {
                bytes.push(*first);
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    fn normalized(text: &str) -> String {
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(?s)(.|\r|\n|\\.|[ \t]\n|From ){0,200}") {
            prop_assert_eq!(decode(&encode(&text)), normalized(&text));
        }

        #[test]
        fn no_text_leaves_anything_but_short_harmless_lines(text in "(?s)(.|\r|\n|\\.|=|From ){0,400}") {
            let encoded = encode(&text);
            let lines = std::str::from_utf8(&encoded).unwrap().split("\r\n");
            for line in lines {
                prop_assert!(line.len() <= 76 && !line.starts_with('.') && !line.starts_with("From "));
                prop_assert!(line.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~')));
            }
        }
    }

    #[test]
    fn writes_turkish_as_the_standard_says() {
        assert_eq!(encode("Işık =%5\n.\nson "), b"I=C5=9F=C4=B1k =3D%5\r\n=2E\r\nson=20");
    }
}
