//! A cursor in a JSON text that reads token by token and holds no tree.
//!
//! Written by hand, because a reader that knows the next key can compare it in place instead of reading it first.
//! Knows nothing of: rulebooks, cases.

use std::borrow::Cow;

/// The text is not JSON: the byte where that became clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) usize);

pub(super) type Step<T> = Result<T, Malformed>;

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberToken {
    Integer(i64),
    /// An integer that does not fit in 64 bits.
    TooGreat,
    /// With a point or an exponent.
    Fractional,
}

/// Where reading has come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The text from `start` to here.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    pub(super) const fn malformed<T>(&self) -> Step<T> {
        Err(Malformed(self.at))
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn advance(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    /// The next byte that is not white space, not yet consumed.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.advance();
        }
        None
    }

    /// Consumes `wanted` if it comes next.
    #[inline]
    pub(super) fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.advance();
        }
        found
    }

    /// Consumes `wanted`, which must come next.
    #[inline]
    pub(super) fn require(&mut self, wanted: u8) -> Step<()> {
        if self.take(wanted) { Ok(()) } else { self.malformed() }
    }

    /// Consumes `"name"` if exactly that comes next (the cursor stands on it).
    pub(super) fn take_key(&mut self, name: &str) -> bool {
        let length = name.len();
        let Some(rest) = self.text.as_bytes().get(self.at..) else {
            return false;
        };
        let Some(quoted) = rest.get(..length.saturating_add(2)) else {
            return false;
        };
        let [b'"', inside @ .., b'"'] = quoted else {
            return false;
        };
        let found = inside == name.as_bytes();
        if found {
            self.at = self.at.saturating_add(length).saturating_add(2);
        }
        found
    }

    /// Consumes a text if exactly that comes next (the cursor stands on it).
    #[inline]
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        let found = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(text.as_bytes()));
        if found {
            self.at = self.at.wrapping_add(text.len());
        }
        found
    }

    /// The inside of a string of so many bytes without escapes, if that comes next; nothing is consumed otherwise.
    #[inline]
    pub(super) fn short_string(&mut self, length: usize) -> Option<&'a str> {
        let start = self.at.wrapping_add(1);
        let end = start.wrapping_add(length);
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') || bytes.get(end) != Some(&b'"') {
            return None;
        }
        let inside = self.text.get(start..end)?;
        if inside.bytes().any(|it| matches!(it, b'"' | b'\\') || it < 0x20) {
            return None;
        }
        self.at = end.wrapping_add(1);
        Some(inside)
    }

    /// Consumes `true`, `false` or `null`.
    pub(super) fn word(&mut self, word: &str) -> Step<()> {
        self.peek();
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        if !rest.starts_with(word.as_bytes()) {
            return self.malformed();
        }
        self.at = self.at.saturating_add(word.len());
        Ok(())
    }

    /// A string; borrowed when nothing in it is escaped.
    pub(super) fn string(&mut self) -> Step<Cow<'a, str>> {
        self.require(b'"')?;
        let start = self.at;
        self.at = self.at.wrapping_add(plain_bytes(self.text.as_bytes().get(start..).unwrap_or(&[])));
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    let text = self.text.get(start..self.at).unwrap_or("");
                    self.advance();
                    return Ok(Cow::Borrowed(text));
                }
                b'\\' => return self.escaped_string(start).map(Cow::Owned),
                0..0x20 => return self.malformed(),
                _ => self.advance(),
            }
        }
        self.malformed()
    }

    fn escaped_string(&mut self, start: usize) -> Step<String> {
        let mut out = String::from(self.text.get(start..self.at).unwrap_or(""));
        let mut plain = self.at;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    out.push_str(self.text.get(plain..self.at).unwrap_or(""));
                    self.advance();
                    return Ok(out);
                }
                b'\\' => {
                    out.push_str(self.text.get(plain..self.at).unwrap_or(""));
                    self.advance();
                    out.push(self.escape()?);
                    plain = self.at;
                }
                0..0x20 => return self.malformed(),
                _ => self.advance(),
            }
        }
        self.malformed()
    }

    fn escape(&mut self) -> Step<char> {
        let Some(kind) = self.byte() else {
            return self.malformed();
        };
        let plain = match kind {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.advance();
                return self.unicode_escape();
            }
            _ => return self.malformed(),
        };
        self.advance();
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Step<char> {
        let first = self.four_digits()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            for wanted in [b'\\', b'u'] {
                if self.byte() != Some(wanted) {
                    return self.malformed();
                }
                self.advance();
            }
            let second = self.four_digits()?;
            if !(0xDC00..0xE000).contains(&second) {
                return self.malformed();
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        char::from_u32(code).map_or_else(|| self.malformed(), Ok)
    }

    fn four_digits(&mut self) -> Step<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.byte().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.malformed();
            };
            code = code * 16 + digit;
            self.advance();
        }
        Ok(code)
    }

    /// A number.
    pub(super) fn number(&mut self) -> Step<NumberToken> {
        let negative = self.take(b'-');
        let leading_zero = self.byte() == Some(b'0');
        let start = self.at;
        let mut value: Option<i64> = Some(0);
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            let digit = i64::from(byte.wrapping_sub(b'0'));
            let signed = if negative { digit.wrapping_neg() } else { digit };
            value = value.and_then(|it| it.checked_mul(10)).and_then(|it| it.checked_add(signed));
            self.advance();
        }
        let length = self.at.wrapping_sub(start);
        if length == 0 || (leading_zero && length > 1) {
            return self.malformed();
        }
        if matches!(self.byte(), Some(b'.' | b'e' | b'E')) {
            self.fraction()?;
            return Ok(NumberToken::Fractional);
        }
        Ok(value.map_or(NumberToken::TooGreat, NumberToken::Integer))
    }

    fn fraction(&mut self) -> Step<()> {
        if self.byte() == Some(b'.') {
            self.advance();
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.advance();
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.advance();
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Step<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.advance();
        }
        if self.at == start { self.malformed() } else { Ok(()) }
    }

    /// Any value, however deep, checked but not kept. Needs no stack of calls. Returns how many levels lay inside it.
    pub(super) fn skip(&mut self) -> Step<usize> {
        let mut open: Vec<u8> = Vec::new();
        let mut deepest = 0;
        loop {
            let starts_container = matches!(self.peek(), Some(b'{' | b'['));
            deepest = deepest.max(open.len().saturating_add(usize::from(starts_container)));
            if self.skip_start(&mut open)? {
                continue;
            }
            // A value has ended: close what ends with it, then go on to the next one.
            loop {
                let Some(&bracket) = open.last() else {
                    return Ok(deepest);
                };
                if self.take(b',') {
                    self.skip_key(bracket)?;
                    break;
                }
                self.require(if bracket == b'{' { b'}' } else { b']' })?;
                open.pop();
            }
        }
    }

    /// Starts a value; says whether a first value inside it comes next.
    fn skip_start(&mut self, open: &mut Vec<u8>) -> Step<bool> {
        match self.peek() {
            Some(bracket @ (b'{' | b'[')) => {
                self.advance();
                if self.take(if bracket == b'{' { b'}' } else { b']' }) {
                    return Ok(false);
                }
                open.push(bracket);
                self.skip_key(bracket)?;
                return Ok(true);
            }
            Some(b'"') => drop(self.string()?),
            Some(b't') => self.word("true")?,
            Some(b'f') => self.word("false")?,
            Some(b'n') => self.word("null")?,
            _ => drop(self.number()?),
        }
        Ok(false)
    }

    fn skip_key(&mut self, bracket: u8) -> Step<()> {
        if bracket == b'{' {
            self.string()?;
            self.require(b':')?;
        }
        Ok(())
    }
}

/// How many bytes at the start certainly are plain parts of a string. Eight are looked at at once.
#[inline]
fn plain_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES.wrapping_mul(limit)) & !word & HIGH;
    let mut count = 0_usize;
    for eight in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*eight);
        let quote = below(word ^ ONES.wrapping_mul(0x22), 1);
        let special = below(word, 0x20) | quote | below(word ^ ONES.wrapping_mul(0x5C), 1);
        if special != 0 {
            // The lowest mark is exact; those above it may not be.
            return count.wrapping_add(special.trailing_zeros() as usize / 8);
        }
        count = count.wrapping_add(8);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepts(text: &str) -> bool {
        let mut cursor = Cursor::new(text);
        cursor.skip().is_ok() && cursor.peek().is_none()
    }

    #[test]
    fn what_is_json_is_judged_as_by_an_independent_library() {
        for text in [
            "",
            " ",
            "null",
            "nul",
            "nulls",
            "01",
            "-0",
            "-",
            "1.",
            "1.5e",
            "1e+5",
            "1E-5",
            ".5",
            "+1",
            "[]",
            "[,]",
            "[1,]",
            "[1 2]",
            "{}",
            "{,}",
            r#"{"a":1,}"#,
            r#"{"a" 1}"#,
            "{a:1}",
            r#"{"a":{"b":[1,{"c":null}]}} "#,
            "[[]",
            "[]]",
            "[}",
            "{]",
            r#""\u00e9\n""#,
            r#""\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ude00""#,
            r#""\x""#,
            r#""\u12""#,
            "\"\n\"",
            "\"a",
            "tru",
            "[true,false]",
            "\u{feff}1",
            "1\u{a0}",
            "99999999999999999999999",
            "--1",
            "0x1",
        ] {
            let theirs = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(accepts(text), theirs, "{text}");
        }
    }

    #[test]
    fn strings_are_unescaped() {
        let text = r#""caf\u00e9 \ud83d\ude00 \"\\\/\b\f\n\r\t x""#;
        let theirs: String = serde_json::from_str(text).unwrap();
        assert_eq!(Cursor::new(text).string().unwrap(), theirs);
    }

    #[test]
    fn a_million_levels_do_not_overflow_the_stack() {
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(Cursor::new(&deep).skip(), Ok(1_000_000));
    }

    proptest! {
        #[test]
        fn broken_json_is_judged_as_by_an_independent_library(
            text in r#"([\[\]{},: ]|"a"|"\\u00[0-9]{2}"|"\\[nu\\x"]"|-?[0-9]{1,3}|[.eE+-]|true|null){0,8}"#
        ) {
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(accepts(&text), theirs);
        }
    }
}
