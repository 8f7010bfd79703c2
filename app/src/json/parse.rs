use super::value::{Unreadable, Value};

/// How deep lists and fields may stand in each other.
const MAX_DEPTH: u8 = 64;

/// Takes a text apart.
pub fn parse(text: &str) -> Result<Value, Unreadable> {
    let mut rest = Rest { text, at: 0 };
    let value = rest.value(MAX_DEPTH)?;
    rest.skip_space();
    if rest.peek().is_some() { Err(Unreadable) } else { Ok(value) }
}

/// What is still to be read.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a byte if it is the next one.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn must_take(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.takes(byte) { Ok(()) } else { Err(Unreadable) }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Unreadable> {
        word.bytes().try_for_each(|byte| self.must_take(byte))?;
        Ok(value)
    }

    fn value(&mut self, depth: u8) -> Result<Value, Unreadable> {
        self.skip_space();
        match self.peek().ok_or(Unreadable)? {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.string().map(Value::Text),
            b'[' => self.list(depth.checked_sub(1).ok_or(Unreadable)?),
            b'{' => self.fields(depth.checked_sub(1).ok_or(Unreadable)?),
            _ => self.integer(),
        }
    }

    /// Of the numbers only those that fit into 64 bits with a sign; a fraction is left standing and so
    /// refused by whoever reads on.
    fn integer(&mut self) -> Result<Value, Unreadable> {
        let start = self.at;
        self.takes(b'-');
        let first = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at > first + 1 && self.text.as_bytes()[first] == b'0' {
            return Err(Unreadable);
        }
        self.text[start..self.at].parse().map(Value::Integer).map_err(|_| Unreadable)
    }

    fn list(&mut self, depth: u8) -> Result<Value, Unreadable> {
        let mut values = Vec::new();
        self.each(b'[', b']', &mut |rest| {
            values.push(rest.value(depth)?);
            Ok(())
        })?;
        Ok(Value::List(values))
    }

    fn fields(&mut self, depth: u8) -> Result<Value, Unreadable> {
        let mut fields = Vec::new();
        self.each(b'{', b'}', &mut |rest| {
            rest.skip_space();
            let name = rest.string()?;
            rest.skip_space();
            rest.must_take(b':')?;
            fields.push((name, rest.value(depth)?));
            Ok(())
        })?;
        Ok(Value::Fields(fields))
    }

    /// Reads what stands between two brackets, separated by commas.
    fn each(
        &mut self,
        open: u8,
        close: u8,
        one: &mut dyn FnMut(&mut Self) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        self.must_take(open)?;
        self.skip_space();
        if self.takes(close) {
            return Ok(());
        }
        loop {
            one(self)?;
            self.skip_space();
            if !self.takes(b',') {
                return self.must_take(close);
            }
        }
    }

    fn string(&mut self) -> Result<String, Unreadable> {
        self.must_take(b'"')?;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(['"', '\\']).ok_or(Unreadable)?;
            let (plain_text, end) = (&rest[..plain], rest.as_bytes()[plain]);
            if plain_text.bytes().any(|byte| byte < b' ') {
                return Err(Unreadable);
            }
            text.push_str(plain_text);
            self.at += plain + 1;
            if end == b'"' {
                return Ok(text);
            }
            text.push(self.escaped()?);
        }
    }

    /// The character that stands for what follows a backslash.
    fn escaped(&mut self) -> Result<char, Unreadable> {
        let byte = self.peek().ok_or(Unreadable)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.numbered(),
            _ => return Err(Unreadable),
        })
    }

    /// A character by its number in UTF-16; two numbers for the rarer ones.
    fn numbered(&mut self) -> Result<char, Unreadable> {
        let first = self.hex()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        self.word("\\u", Value::Null)?;
        let second = self.hex()?;
        let high = first.checked_sub(0xd800).filter(|high| *high < 0x400).ok_or(Unreadable)?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400).ok_or(Unreadable)?;
        char::from_u32(0x10000 + (high << 10) + low).ok_or(Unreadable)
    }

    fn hex(&mut self) -> Result<u32, Unreadable> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unreadable)?;
        if digits.starts_with('+') {
            return Err(Unreadable);
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Unreadable)
    }
}
