//! Writes JSON straight into a text: no tree of values between.
//!
//! Knows nothing of: what is written.

/// A text that grows into a JSON document.
#[derive(Debug)]
pub struct Writer {
    out: String,
    /// Whether the next member or element needs a comma first.
    comma: bool,
    /// `Some(depth)` when lines are broken and indented by two spaces a level.
    pretty: Option<usize>,
}

impl Writer {
    /// An empty text with room for `capacity` bytes.
    #[must_use]
    pub fn new(pretty: bool, capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), comma: false, pretty: pretty.then_some(0) }
    }

    /// The finished text.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    /// `{ … }`: `content` writes the members.
    pub fn object(&mut self, content: impl FnOnce(&mut Self)) {
        self.enclosed('{', '}', content);
    }

    /// `[ … ]`: one element for every item.
    pub fn array<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.enclosed('[', ']', |writer| {
            for item in items {
                writer.separate();
                each(writer, item);
                writer.comma = true;
            }
        });
    }

    /// `"key": …`: `content` writes the value. Keys are plain ASCII names.
    pub fn member(&mut self, key: &str, content: impl FnOnce(&mut Self)) {
        self.separate();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str(if self.pretty.is_some() { "\": " } else { "\":" });
        content(self);
        self.comma = true;
    }

    /// A member that is a string.
    pub fn text_member(&mut self, key: &str, text: &str) {
        self.member(key, |writer| writer.string(text));
    }

    /// An object of two strings.
    pub fn pair(&mut self, first: (&str, &str), second: (&str, &str)) {
        if self.pretty.is_some() {
            return self.object(|writer| {
                writer.text_member(first.0, first.1);
                writer.text_member(second.0, second.1);
            });
        }
        self.out.extend(["{\"", first.0, "\":"]);
        self.string(first.1);
        self.out.extend([",\"", second.0, "\":"]);
        self.string(second.1);
        self.out.push('}');
    }

    /// Whether lines are broken.
    #[must_use]
    pub const fn is_pretty(&self) -> bool {
        self.pretty.is_some()
    }

    /// A string, escaped where JSON demands it.
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some(at) = first_to_escape(rest.as_bytes()) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(plain);
            let mut characters = tail.chars();
            if let Some(character) = characters.next() {
                self.escape(character);
            }
            rest = characters.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// A number, `true`, `false` or `null`, as it is.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn enclosed(&mut self, open: char, close: char, content: impl FnOnce(&mut Self)) {
        self.out.push(open);
        self.comma = false;
        self.pretty = self.pretty.map(|depth| depth.saturating_add(1));
        content(self);
        self.pretty = self.pretty.map(|depth| depth.saturating_sub(1));
        if self.comma {
            self.new_line();
        }
        self.out.push(close);
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = false;
        self.new_line();
    }

    fn new_line(&mut self) {
        if let Some(depth) = self.pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            other => self.out.extend(["\\u", &format!("{:04x}", u32::from(other))]),
        }
    }
}

/// The first byte that may not stand in a JSON string. Eight bytes are looked at at once: most texts have none.
fn first_to_escape(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH != 0;
    let mut skipped = 0_usize;
    for eight in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*eight);
        let control = word.wrapping_sub(ONES.wrapping_mul(0x20)) & !word & HIGH != 0;
        if control || has_zero(word ^ ONES.wrapping_mul(0x22)) || has_zero(word ^ ONES.wrapping_mul(0x5C)) {
            break;
        }
        skipped = skipped.wrapping_add(8);
    }
    let must = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    bytes.get(skipped..)?.iter().position(must).map(|at| at.saturating_add(skipped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_read_back_by_another_reader() {
        let all: String = (0..0x250_u32).filter_map(char::from_u32).chain("\u{2028}😀\u{7f}".chars()).collect();
        for start in 0..40 {
            let text: String = all.chars().skip(start).collect();
            let mut writer = Writer::new(false, 0);
            writer.string(&text);
            assert_eq!(serde_json::from_str::<String>(&writer.finish()).unwrap(), text);
        }
    }

    #[test]
    fn compact_and_pretty_say_the_same() {
        let write = |pretty| {
            let mut writer = Writer::new(pretty, 0);
            writer.object(|it| {
                it.member("a", |it| it.array(0..0, |_, _: i32| {}));
                it.member("b", |it| it.array(["x", "y"], Writer::string));
                it.member("c", |it| it.object(|it| it.text_member("x", "y")));
                it.member("d", |it| it.object(|_| {}));
            });
            writer.finish()
        };
        assert_eq!(write(false), r#"{"a":[],"b":["x","y"],"c":{"x":"y"},"d":{}}"#);
        let value: serde_json::Value = serde_json::from_str(&write(false)).unwrap();
        assert_eq!(write(true), serde_json::to_string_pretty(&value).unwrap());
    }
}
