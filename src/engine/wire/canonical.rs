//! The one way to write a case, and its identity: RFC 8785 (keys in order, no spaces), decimals as strings with all digits
//! of their scale, absent keys left out.
//!
//! Knows nothing of: how a case was written by its author.

use super::hash::sha256_hex;
use crate::engine::case::{Answer, Case, Cell, Evidence, EvidenceStatus, Layout, Reason, State};
use crate::engine::types::{Field, Rulebook, Type};
use crate::engine::value::{Truth, date};

/// The SHA-256 of [`canonical_case`] as 64 hexadecimal digits.
#[must_use]
pub fn case_sha256(rulebook: &Rulebook, layout: &Layout, case: &Case) -> String {
    sha256_hex(canonical_case(rulebook, layout, case).as_bytes())
}

/// The case in its canonical form.
#[must_use]
pub fn canonical_case(rulebook: &Rulebook, layout: &Layout, case: &Case) -> String {
    let capacity = case.cells.len().saturating_mul(24).saturating_add(case.text.len());
    let mut writer = Canonical { rulebook, layout, case, out: String::with_capacity(capacity) };
    writer.root();
    writer.out
}

/// Writes the value of a reserved key.
type Write<'a> = fn(&mut Canonical<'a>);

struct Canonical<'a> {
    rulebook: &'a Rulebook,
    layout: &'a Layout,
    case: &'a Case,
    out: String,
}

impl<'a> Canonical<'a> {
    /// The fields of the case with the two reserved keys among them.
    fn root(&mut self) {
        let mut reserved: Vec<(&str, Write<'a>)> = Vec::new();
        if !self.case.evidence.is_empty() {
            reserved.push(("evidence", Self::evidence));
        }
        if self.case.answers.iter().any(Option::is_some) {
            reserved.push(("judgements", Self::judgements));
        }
        let mut next = reserved.into_iter().peekable();
        self.out.push('{');
        for (field, key, cell) in self.fields(0, 0) {
            while let Some((key, write)) = next.next_if(|it| it.0 < field.name.as_str()) {
                self.key(key);
                write(self);
            }
            self.member(field, key, cell);
        }
        for (key, write) in next {
            self.key(key);
            write(self);
        }
        self.out.push('}');
    }

    /// The fields of a record in the order of their names, with their cells.
    fn fields(&self, record: usize, base: usize) -> impl Iterator<Item = (&'a Field, &'a str, usize)> + use<'a> {
        let places = self.layout.records.get(record);
        let declared = self.rulebook.records.get(record);
        places.into_iter().flat_map(|it| &it.by_name).filter_map(move |index| {
            let index = usize::try_from(*index).ok()?;
            let offset = usize::try_from(*places?.offsets.get(index)?).ok()?;
            let key = places?.keys.get(index)?;
            Some((declared?.fields.get(index)?, &**key, base.checked_add(offset)?))
        })
    }

    fn member(&mut self, field: &'a Field, key: &str, cell: usize) {
        let fact = self.fact(cell);
        if fact.state == State::Unknown && matches!(self.reason(fact), Some(Reason::Absent) | None) {
            return;
        }
        self.separate();
        self.out.push_str(key);
        self.value(&field.ty, cell);
    }

    /// A fact as it was given: also of a disputed one.
    fn fact(&self, cell: usize) -> Cell {
        let unknown = Cell { state: State::Unknown, value: 0 };
        let fact = self.case.cells.get(cell).copied().unwrap_or(unknown);
        if fact.state != State::Unknown || self.case.disputed.is_empty() {
            return fact;
        }
        let found = self.case.disputed.binary_search_by_key(&cell, |it| it.0);
        found.ok().and_then(|it| self.case.disputed.get(it)).map_or(fact, |it| it.1)
    }

    fn reason(&self, fact: Cell) -> Option<&'a Reason> {
        usize::try_from(fact.value).ok().and_then(|it| self.case.reasons.get(it))
    }

    fn value(&mut self, ty: &'a Type, cell: usize) {
        let fact = self.fact(cell);
        match fact.state {
            State::Missing => self.out.push_str("null"),
            State::Unknown => self.unknown(fact),
            State::Value => self.known(ty, cell, fact),
        }
    }

    fn unknown(&mut self, fact: Cell) {
        let why = match self.reason(fact) {
            Some(Reason::Stated(why)) => why,
            _ => "",
        };
        self.out.push_str("{\"unknown\":");
        self.string(why);
        self.out.push('}');
    }

    fn known(&mut self, ty: &'a Type, cell: usize, fact: Cell) {
        match ty {
            Type::Truth => self.out.push_str(if fact.value == 0 { "false" } else { "true" }),
            Type::Number { scale, .. } => self.number(fact.value, *scale),
            Type::Period(_) => self.number(fact.value, 0),
            Type::Date => self.date(fact.value),
            Type::Enum(index) => {
                let values = self.rulebook.enums.get(*index).map_or(&[][..], |it| &it.values);
                let named = usize::try_from(fact.value).ok().and_then(|it| values.get(it));
                self.plain(named.map_or("", |it| &it.name));
            }
            Type::Text => self.string(self.case.text_of(fact)),
            Type::Record(record) => {
                self.out.push('{');
                for (field, key, inner) in self.fields(*record, cell) {
                    self.member(field, key, inner);
                }
                self.out.push('}');
            }
            Type::List { element, .. } => self.list(element, fact),
            Type::Broken => self.out.push_str("null"),
        }
    }

    fn list(&mut self, element: &'a Type, fact: Cell) {
        let (start, length) = fact.range();
        let width = usize::try_from(self.layout.width(element)).unwrap_or(1);
        self.out.push('[');
        for index in 0..length {
            self.separate();
            self.value(element, start.saturating_add(index.saturating_mul(width)));
        }
        self.out.push(']');
    }

    fn judgements(&mut self) {
        let judgements = self.rulebook.judgements.iter().map(|it| it.name.as_str());
        let mut given: Vec<(&str, &Answer)> =
            judgements.zip(&self.case.answers).filter_map(|(name, answer)| Some((name, answer.as_ref()?))).collect();
        given.sort_unstable_by_key(|it| it.0);
        self.out.push('{');
        for (name, answer) in given {
            self.key(name);
            self.out.push('{');
            self.text_member("answer", Some(answer_word(answer.answer)));
            self.text_member("by", answer.by.as_deref());
            self.date_member("on", answer.on);
            self.text_member("reason", Some(&answer.reason));
            self.out.push('}');
        }
        self.out.push('}');
    }

    fn evidence(&mut self) {
        self.out.push('{');
        for (pointer, evidence) in &self.case.evidence {
            self.key(pointer);
            self.one_evidence(evidence);
        }
        self.out.push('}');
    }

    fn one_evidence(&mut self, evidence: &Evidence) {
        self.out.push('{');
        self.text_member("by", evidence.by.as_deref());
        self.date_member("on", evidence.on);
        self.text_member("reference", evidence.reference.as_deref());
        self.text_member("sha256", evidence.sha256.as_deref());
        let status = match evidence.status {
            EvidenceStatus::Claimed => "claimed",
            EvidenceStatus::Verified => "verified",
            EvidenceStatus::Disputed => "disputed",
        };
        self.text_member("status", Some(status));
        self.out.push('}');
    }

    fn text_member(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            self.string(text);
        }
    }

    fn date_member(&mut self, key: &str, days: Option<i64>) {
        if let Some(days) = days {
            self.key(key);
            self.date(days);
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.out.push(':');
    }

    fn separate(&mut self) {
        if !matches!(self.out.as_bytes().last(), Some(b'{' | b'[')) {
            self.out.push(',');
        }
    }

    /// A string in which nothing needs to be escaped.
    fn plain(&mut self, text: &str) {
        self.out.push('"');
        self.out.push_str(text);
        self.out.push('"');
    }

    /// A string; what must be escaped is escaped in the shortest way.
    fn string(&mut self, text: &str) {
        self.out.push('"');
        if text.bytes().any(|it| it < 0x20 || it == b'"' || it == b'\\') {
            text.chars().for_each(|it| self.escaped(it));
        } else {
            self.out.push_str(text);
        }
        self.out.push('"');
    }

    fn escaped(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\u{8}' => self.out.push_str("\\b"),
            '\u{c}' => self.out.push_str("\\f"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                let digit = |half: u32| char::from_digit(half, 16).unwrap_or('0');
                let code = u32::from(character);
                self.out.push_str("\\u00");
                self.out.extend([digit(code >> 4), digit(code & 15)]);
            }
            _ => self.out.push(character),
        }
    }

    fn date(&mut self, days: i64) {
        let (year, month, day) = date::civil(days);
        let year = year.unsigned_abs();
        let mut text = *b"\"0000-00-00\"";
        let (century, rest) = (year / 100 % 100, year % 100);
        let parts = [(1, century), (3, rest), (6, u64::from(month)), (9, u64::from(day))];
        for (at, two) in parts {
            if let Some([tens, ones]) = text.get_mut(at..at + 2) {
                *tens = digit(two / 10);
                *ones = digit(two);
            }
        }
        self.out.push_str(std::str::from_utf8(&text).unwrap_or(""));
    }

    /// An integer, or a string with all digits of the scale.
    fn number(&mut self, units: i64, scale: u8) {
        let scale = usize::from(scale.min(18));
        let mut text = [b'0'; 24];
        let mut at = text.len();
        let mut rest = units.unsigned_abs();
        let mut written = 0;
        while rest > 0 || written <= scale {
            if written == scale && scale > 0 {
                put(&mut text, &mut at, b'.');
            }
            put(&mut text, &mut at, digit(rest));
            rest /= 10;
            written += 1;
        }
        if units < 0 {
            put(&mut text, &mut at, b'-');
        }
        let digits = text.get(at..).and_then(|it| std::str::from_utf8(it).ok()).unwrap_or("");
        if scale > 0 { self.plain(digits) } else { self.out.push_str(digits) }
    }
}

/// The last decimal digit.
fn digit(number: u64) -> u8 {
    b'0'.saturating_add(u8::try_from(number % 10).unwrap_or(0))
}

/// Writes before what is written.
fn put(text: &mut [u8], at: &mut usize, byte: u8) {
    *at = at.saturating_sub(1);
    if let Some(place) = text.get_mut(*at) {
        *place = byte;
    }
}

const fn answer_word(answer: Truth) -> &'static str {
    match answer {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sample::*;
    use crate::engine::wire::{Completeness, read_case};

    fn canonical(json: &str) -> String {
        let mut rulebook = rulebook(
            vec![
                optional("total", number(2, -500, 4000)),
                field("zeal", Type::Enum(0)),
                field("plan", Type::Record(1)),
                field("count", number(0, -5, 5)),
            ],
            vec![("Plan", vec![field("set_on", Type::Date), field("names", list(Type::Text, 0, 3))])],
        );
        rulebook.enums.push(enumeration("Zeal", &["low", "high"]));
        rulebook.judgements.push(judgement("b", None));
        rulebook.judgements.push(judgement("a", None));
        let layout = Layout::new(&rulebook);
        let case = read_case(&rulebook, &layout, json.as_bytes(), Completeness::PreCheck).unwrap();
        canonical_case(&rulebook, &layout, &case)
    }

    #[test]
    fn keys_are_in_order_and_values_have_one_form() {
        assert_eq!(
            canonical(
                r#" { "zeal": "high", "plan": {"set_on": "0987-01-02", "names": ["a\u0041\t\u000a\"é", {"unknown": "w"}]},
                "total": -5, "judgements": {"b": {"reason": "r", "answer": true}, "a": {"reason": "s", "answer": "no", "on": "2024-02-29"}},
                "evidence": {"/zeal": {"status": "claimed", "by": null}} } "#
            ),
            concat!(
                r#"{"evidence":{"/zeal":{"status":"claimed"}},"#,
                r#""judgements":{"a":{"answer":"no","on":"2024-02-29","reason":"s"},"b":{"answer":"yes","reason":"r"}},"#,
                r#""plan":{"names":["aA\t\n\"é",{"unknown":"w"}],"set_on":"0987-01-02"},"total":"-5.00","zeal":"high"}"#
            )
        );
    }

    #[test]
    fn one_case_has_one_form_and_another_case_another() {
        let one = canonical(r#"{"count":3,"total":"1.5","plan":{"set_on":{"unknown":"x"}}}"#);
        assert_eq!(one, canonical(r#"{"plan":{"set_on":{"unknown":"x"}},"total":"1.50","count":3}"#));
        assert_ne!(one, canonical(r#"{"count":3,"total":"1.5","plan":{}}"#));
        assert_ne!(canonical(r#"{"total":null}"#), canonical("{}"));
    }

    #[test]
    fn a_disputed_fact_keeps_its_value_here() {
        let disputed = |set_on: &str| {
            let evidence = r#""evidence":{"/plan":{"status":"disputed"},"/plan/set_on":{"status":"disputed"}}"#;
            canonical(&format!(r#"{{"plan":{{"set_on":"{set_on}","names":["x"]}},{evidence}}}"#))
        };
        assert!(disputed("2024-01-01").ends_with(r#""plan":{"names":["x"],"set_on":"2024-01-01"}}"#));
        assert_ne!(disputed("2024-01-01"), disputed("2024-01-02"));
    }
}
