//! The reader: bytes in, a tree with spans out, or the one place where the text stops being JSON.

use std::borrow::Cow;

use super::{Member, Node, Value};
use crate::problem::{Location, Problem, ProblemCode, Span};

/// Values nested deeper than this are refused: a policy needs seven levels, a case line twelve.
pub const MAX_DEPTH: usize = 64;

/// Reads one JSON value that fills the text.
pub fn read(source: &str) -> Result<Node<'_>, Problem> {
    read_at(source, 0)
}

/// Reads one JSON value that fills the text; spans count from `offset`, for a document that is
/// part of a larger one.
pub fn read_at(source: &str, offset: usize) -> Result<Node<'_>, Problem> {
    let mut reader = Reader {
        source,
        bytes: source.as_bytes(),
        at: 0,
        offset,
    };
    reader.skip_space();
    let node = reader.value(0)?;
    reader.skip_space();
    if reader.at < reader.bytes.len() {
        return Err(reader.wrong("the document goes on after its end"));
    }
    Ok(node)
}

struct Reader<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    offset: usize,
}

impl<'s> Reader<'s> {
    fn value(&mut self, depth: usize) -> Result<Node<'s>, Problem> {
        if depth > MAX_DEPTH {
            return Err(Problem::new(
                ProblemCode::TooDeep,
                format!("the document is nested more than {MAX_DEPTH} levels deep"),
                self.here(),
            ));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string()?),
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => return Err(self.wrong("a value was expected")),
            None => return Err(self.wrong("the document ends where a value was expected")),
        };
        Ok(Node {
            span: self.span(start),
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Value<'s>, Problem> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_space();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.skip_space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a key in double quotes was expected"));
            }
            let key = self.string()?;
            let key_span = self.span(start);
            self.skip_space();
            if !self.take(b':') {
                return Err(self.wrong("a `:` was expected after the key"));
            }
            self.skip_space();
            let node = self.value(depth + 1)?;
            members.push(Member {
                key,
                key_span,
                node,
            });
            self.skip_space();
            if self.take(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.take(b',') {
                return Err(self.wrong("a `,` or `}` was expected"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value<'s>, Problem> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            self.skip_space();
            items.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Value::Array(items));
            }
            if !self.take(b',') {
                return Err(self.wrong("a `,` or `]` was expected"));
            }
        }
    }

    fn word(&mut self, word: &str, value: Value<'s>) -> Result<Value<'s>, Problem> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.wrong("a value was expected"))
        }
    }

    fn number(&mut self) -> Result<Value<'s>, Problem> {
        let start = self.at;
        self.take(b'-');
        if self.take(b'0') {
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.wrong("a number does not begin with a zero"));
            }
        } else {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Value::Number(self.source.get(start..self.at).unwrap_or("")))
    }

    fn digits(&mut self) -> Result<(), Problem> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.wrong("a digit was expected"))
        } else {
            Ok(())
        }
    }

    /// Reads a string; the common one without escapes is borrowed from the source.
    fn string(&mut self) -> Result<Cow<'s, str>, Problem> {
        let opening = self.at;
        self.at += 1;
        let mut from = self.at;
        let mut resolved: Option<String> = None;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = self.source.get(from..self.at).unwrap_or("");
                    self.at += 1;
                    return Ok(match resolved {
                        None => Cow::Borrowed(rest),
                        Some(mut text) => {
                            text.push_str(rest);
                            Cow::Owned(text)
                        }
                    });
                }
                Some(b'\\') => {
                    let text = resolved.get_or_insert_with(String::new);
                    text.push_str(self.source.get(from..self.at).unwrap_or(""));
                    let character = self.escape()?;
                    if let Some(text) = &mut resolved {
                        text.push(character);
                    }
                    from = self.at;
                }
                Some(0..=0x1f) => {
                    return Err(self.wrong("a control character must be escaped in a string"));
                }
                Some(_) => self.at += plain_length(&self.bytes[self.at..]),
                None => {
                    self.at = opening;
                    return Err(self.wrong("the string has no closing quote"));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let start = self.at;
        self.at += 1;
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            _ => return Err(self.wrong("an unknown escape in a string")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode(&mut self, start: usize) -> Result<char, Problem> {
        let first = self.four_hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            if !(self.take(b'\\') && self.take(b'u')) {
                self.at = start;
                return Err(self.wrong("half of a surrogate pair in a string"));
            }
            let second = self.four_hex()?;
            if !(0xdc00..0xe000).contains(&second) {
                self.at = start;
                return Err(self.wrong("half of a surrogate pair in a string"));
            }
            0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| {
            self.at = start;
            self.wrong("half of a surrogate pair in a string")
        })
    }

    fn four_hex(&mut self) -> Result<u32, Problem> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.wrong("four hexadecimal digits were expected after `\\u`"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.offset + start, self.offset + self.at)
    }

    /// The character that is read next, the whole of it: whoever marks it cuts between characters.
    fn here(&self) -> Location {
        let next = self.source.get(self.at..).and_then(|it| it.chars().next());
        let end = self.at + next.map_or(0, char::len_utf8);
        Location {
            path: String::new(),
            span: Span::new(self.offset + self.at, self.offset + end),
        }
    }

    fn wrong(&self, message: &str) -> Problem {
        Problem::new(ProblemCode::NotJson, message, self.here())
    }
}

/// How many bytes stand before a quote, a backslash or a control character.
///
/// Eight bytes are looked at together: most of a policy is the inside of strings.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGHS: u64 = ONES << 7;
    // A byte below `n` (at most 128) borrows from its highest bit; the lowest mark is never wrong.
    let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word & HIGHS;
    let is = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (words, _) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let marks = is(word, b'"') | is(word, b'\\') | below(word, 0x20);
        if marks != 0 {
            return number * 8 + marks.trailing_zeros() as usize / 8;
        }
    }
    let from = words.len() * 8;
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let rest = bytes[from..].iter().position(special);
    rest.map_or(bytes.len(), |at| from + at)
}
