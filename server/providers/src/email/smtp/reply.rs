/// A server's reply, its lines joined by blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// Of three digits.
    pub(super) code: u16,
    pub(super) text: String,
}

/// What the bytes received so far are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// A reply and the number of bytes it took.
    Whole(Reply, usize),
    Incomplete,
    /// Not SMTP.
    Odd,
}

/// RFC 5321 asks for lines of 512 octets and sets no limit on their number; nothing real needs more.
const LONGEST_REPLY: usize = 16 * 1024;

impl Reply {
    /// Reads the first reply of a buffer.
    pub(super) fn parse(bytes: &[u8]) -> Parsed {
        let (mut code, mut text, mut start) = (None, String::new(), 0);
        while let Some(length) = bytes[start..].iter().position(|byte| *byte == b'\n') {
            let line = bytes[start..start + length].trim_ascii_end();
            let Some((line_code, more, words)) = split(line) else { return Parsed::Odd };
            if code.is_some_and(|code| code != line_code) {
                return Parsed::Odd;
            }
            code = Some(line_code);
            append(&mut text, words);
            start += length + 1;
            if !more {
                return Parsed::Whole(Self { code: line_code, text }, start);
            }
        }
        if bytes.len() > LONGEST_REPLY { Parsed::Odd } else { Parsed::Incomplete }
    }

    pub(super) const fn is_temporary(&self) -> bool {
        self.code / 100 == 4
    }

    pub(super) const fn is_permanent(&self) -> bool {
        self.code / 100 == 5
    }

    /// The enhanced code of RFC 3463 as subject and detail: `5.1.1` is `(1, 1)`. Its class is left out:
    /// where it differs from the reply's, the reply's decides.
    pub(super) fn enhanced(&self) -> Option<(u16, u16)> {
        enhanced(self.text.split_ascii_whitespace().next()?)
    }
}

/// Code, whether more lines follow, and words of a line.
fn split(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let [first, second, third, rest @ ..] = line else { return None };
    let digits = [first, second, third].map(|digit| digit.wrapping_sub(b'0'));
    if !(2..=5).contains(&digits[0]) || digits[1] > 9 || digits[2] > 9 {
        return None;
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(*digit));
    match rest {
        [] => Some((code, false, rest)),
        [b' ', words @ ..] => Some((code, false, words)),
        [b'-', words @ ..] => Some((code, true, words)),
        _ => None,
    }
}

/// Adds a line; servers repeat the enhanced code on each.
fn append(text: &mut String, words: &[u8]) {
    let words = String::from_utf8_lossy(words);
    if text.is_empty() {
        text.push_str(&words);
        return;
    }
    let repeated = text.split_once(' ').map(|(code, _)| code).filter(|code| enhanced(code).is_some());
    let words = repeated.and_then(|code| words.strip_prefix(code)).unwrap_or(&words).trim_start();
    let separated = format!(" {words}");
    text.push_str(&separated);
}

fn enhanced(word: &str) -> Option<(u16, u16)> {
    let mut parts = word.trim_end_matches(':').split('.');
    let class = parts.next()?;
    let mut number = || parts.next().filter(|part| part.len() <= 3)?.parse().ok();
    let (subject, detail) = (number()?, number()?);
    (matches!(class, "2" | "4" | "5") && parts.next().is_none()).then_some((subject, detail))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(text: &str) -> Reply {
        match Reply::parse(text.as_bytes()) {
            Parsed::Whole(reply, taken) if taken == text.len() => reply,
            other => panic!("{text:?} is {other:?}"),
        }
    }

    #[test]
    fn reads_replies_of_one_and_of_many_lines() {
        assert_eq!(whole("250\r\n"), Reply { code: 250, text: String::new() });
        assert_eq!(whole("354 go\n").code, 354);
        let reply = whole("550-5.1.1 No such account.\r\n550-5.1.1 Check it\r\n550 5.1.1 again\r\n");
        assert_eq!(reply.text, "5.1.1 No such account. Check it again");
        assert_eq!((reply.enhanced(), reply.is_permanent()), (Some((1, 1)), true));
        assert_eq!(whole("250-mail.example.com\r\n250-SIZE 10\r\n250 PIPELINING\r\n").enhanced(), None);
    }

    #[test]
    fn takes_one_reply_at_a_time() {
        let both = b"250 2.1.0 Ok\r\n550 5.1.1 no\r\n";
        assert!(matches!(Reply::parse(both), Parsed::Whole(reply, 14) if reply.code == 250));
        for cut in ["", "2", "250 Ok", "250-a\r\n", "250-a\r\n250"] {
            assert_eq!(Reply::parse(cut.as_bytes()), Parsed::Incomplete, "{cut:?}");
        }
    }

    #[test]
    fn what_is_not_smtp_is_odd() {
        for odd in ["HTTP/1.1 200 OK\r\n", "\r\n", "25 ok\r\n", "650 x\r\n", "250x\r\n", "250-a\r\n251 b\r\n"]
        {
            assert_eq!(Reply::parse(odd.as_bytes()), Parsed::Odd, "{odd:?}");
        }
        let endless = format!("250-{}\r\n", "x".repeat(1000)).repeat(20);
        assert_eq!(Reply::parse(endless.as_bytes()), Parsed::Odd);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Parsed::Whole(reply, taken) = Reply::parse(&bytes) {
                prop_assert!(taken <= bytes.len() && (200..600).contains(&reply.code));
                let _ = reply.enhanced();
            }
        }
    }
}
