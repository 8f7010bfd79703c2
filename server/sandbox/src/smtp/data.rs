//! The lines between DATA and the final dot.

/// Reads a message line by line: finds its end and its references, checks it, keeps it if wanted.
#[derive(Default)]
pub(super) struct DataScanner {
    /// `X-Msg-Ref`, empty when there was none.
    reference: String,
    message_id: String,
    body: Vec<u8>,
    bytes: usize,
    limits: Limits,
    faults: Faults,
    in_headers: bool,
    /// A header whose value starts on the next line.
    folded: Option<Header>,
    /// The previous line ended in CRLF, so a dot may end the message.
    at_line_start: bool,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) max_bytes: usize,
    pub(super) max_line: usize,
    pub(super) keep: bool,
}

#[derive(Clone, Copy, Default)]
struct Faults {
    long_line: bool,
    bare_newline: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Header {
    Reference,
    MessageId,
}

impl DataScanner {
    /// Makes ready for the next message, keeping the allocated buffers.
    pub(super) fn start(&mut self, limits: Limits) {
        self.reference.clear();
        self.message_id.clear();
        self.body.clear();
        (self.bytes, self.limits, self.faults) = (0, limits, Faults::default());
        (self.in_headers, self.folded, self.at_line_start) = (true, None, true);
    }

    /// Takes a line with its terminator; true when it was the final dot.
    pub(super) fn line(&mut self, line: &[u8]) -> bool {
        let starts_line = std::mem::replace(&mut self.at_line_start, line.ends_with(b"\r\n"));
        if starts_line && line == b".\r\n" {
            return true;
        }
        self.check(line);
        self.bytes += line.len();
        let content = if starts_line && line[0] == b'.' { &line[1..] } else { line };
        if self.limits.keep && self.bytes <= self.limits.max_bytes {
            self.body.extend_from_slice(content);
        }
        if self.in_headers {
            self.header(content);
        }
        false
    }

    /// Tells that a part of a line was too long to be held and was thrown away.
    pub(super) fn overlong(&mut self) {
        self.faults.long_line = true;
        self.at_line_start = false;
    }

    /// The reply that refuses the message, if it broke a rule.
    pub(super) fn fault(&self, refuse_bare_newlines: bool) -> Option<&'static str> {
        if self.bytes > self.limits.max_bytes {
            return Some("552 5.3.4 Message size exceeds fixed limit");
        }
        if self.faults.bare_newline && refuse_bare_newlines {
            return Some("550 5.6.11 Bare CR or LF is not allowed");
        }
        self.faults.long_line.then_some("500 5.5.2 Line too long")
    }

    /// `X-Msg-Ref`, else Message-ID, else empty.
    pub(super) fn reference(&self) -> &str {
        if self.reference.is_empty() { &self.message_id } else { &self.reference }
    }

    pub(super) fn message_id(&self) -> &str {
        &self.message_id
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn take_body(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.body)
    }

    fn check(&mut self, line: &[u8]) {
        self.faults.long_line |= line.len() > self.limits.max_line;
        let bare = match line.strip_suffix(b"\r\n") {
            Some(text) => memchr::memchr(b'\r', text).is_some(),
            None => true,
        };
        self.faults.bare_newline |= bare;
    }

    fn header(&mut self, line: &[u8]) {
        let text = line.trim_ascii();
        if text.is_empty() {
            self.in_headers = false;
            return;
        }
        if let Some(header) = self.folded.take()
            && matches!(line[0], b' ' | b'\t')
        {
            self.set(header, text);
            return;
        }
        let Some((header, value)) = wanted(text) else { return };
        if value.is_empty() {
            self.folded = Some(header);
        } else {
            self.set(header, value);
        }
    }

    fn set(&mut self, header: Header, value: &[u8]) {
        let Ok(value) = std::str::from_utf8(value) else { return };
        let slot = match header {
            Header::Reference => &mut self.reference,
            Header::MessageId => &mut self.message_id,
        };
        if slot.is_empty() {
            slot.push_str(value);
        }
    }
}

fn wanted(line: &[u8]) -> Option<(Header, &[u8])> {
    const NAMES: [(Header, &[u8]); 2] =
        [(Header::Reference, b"x-msg-ref:"), (Header::MessageId, b"message-id:")];
    NAMES.iter().find_map(|(header, name)| {
        let (head, value) = line.split_at_checked(name.len())?;
        head.eq_ignore_ascii_case(name).then(|| (*header, value.trim_ascii()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { max_bytes: 10_000, max_line: 100, keep: true };

    fn scan(message: &[u8]) -> (DataScanner, bool) {
        let mut scanner = DataScanner::default();
        scanner.start(LIMITS);
        let ended = message.split_inclusive(|byte| *byte == b'\n').any(|line| scanner.line(line));
        (scanner, ended)
    }

    #[test]
    fn removes_one_leading_dot_and_ends_at_the_lone_one() {
        let (mut scanner, ended) = scan(b"A: b\r\n\r\n..\r\n...x\r\n.\r\n");
        assert!(ended);
        assert_eq!(scanner.take_body(), b"A: b\r\n\r\n.\r\n..x\r\n");
        assert_eq!(scanner.fault(true), None);
    }

    #[test]
    fn does_not_end_at_a_dot_between_bare_newlines() {
        let (scanner, ended) = scan(b"A: b\r\n\r\nx\n.\r\nMAIL FROM:<evil@x>\r\n");
        assert!(!ended);
        assert_eq!(scanner.fault(true), Some("550 5.6.11 Bare CR or LF is not allowed"));
        assert_eq!(scanner.fault(false), None);
    }

    #[test]
    fn finds_a_bare_cr_and_a_long_line() {
        assert!(scan(b"A: x\ry\r\n.\r\n").0.fault(true).is_some());
        let long = [b"A: ".as_slice(), &[b'x'; 100], b"\r\n.\r\n"].concat();
        assert_eq!(scan(&long).0.fault(true), Some("500 5.5.2 Line too long"));
    }

    #[test]
    fn reads_references_only_from_the_headers_and_also_folded() {
        let (scanner, _) = scan(b"message-ID:\r\n <1@x>\r\nX-Msg-Ref: msg_7\r\n\r\nX-Msg-Ref: no\r\n.\r\n");
        assert_eq!((scanner.reference(), scanner.message_id()), ("msg_7", "<1@x>"));
        let (scanner, _) = scan(b"Message-ID: <2@x>\r\n\r\n.\r\n");
        assert_eq!(scanner.reference(), "<2@x>");
    }
}
