//! The members of a body, taken out one by one; what is missing, unknown or of the wrong kind is told all at once.
//!
//! Knows nothing of: what the members mean.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::engine::case::Refusal;
use crate::engine::value::text::is_hidden;
use crate::engine::wording::Wording;
use crate::wording;

use super::problem::Fault;

/// The longest text of a member, in characters.
const LONGEST: usize = 10_000;

/// An object that is being taken apart.
pub(in crate::server) struct Fields {
    members: Vec<(String, Box<RawValue>)>,
    known: Vec<&'static str>,
    /// Before the pointer of every member.
    place: String,
    refusals: Vec<Refusal>,
}

impl Fields {
    /// The members of a body; one without any if it is empty.
    pub(in crate::server) fn of_body(body: &[u8]) -> Result<Self, Fault> {
        let members = if body.trim_ascii().is_empty() { Vec::new() } else { members(body)? };
        Ok(Self::new(members, String::new()))
    }

    /// No members at all, to refuse something else than a body.
    pub(in crate::server) const fn none() -> Self {
        Self { members: Vec::new(), known: Vec::new(), place: String::new(), refusals: Vec::new() }
    }

    /// The members of an object inside.
    pub(in crate::server) fn inside(raw: &RawValue, place: String) -> Self {
        if let Ok(members) = members(raw.get().as_bytes()) {
            return Self::new(members, place);
        }
        let mut fields = Self::new(Vec::new(), place);
        fields.refuse("", wording!("harus objek", "must be an object"));
        fields
    }

    fn new(members: Vec<(String, Box<RawValue>)>, place: String) -> Self {
        let mut fields = Self { members: Vec::new(), known: Vec::new(), place, refusals: Vec::new() };
        let (mut seen, mut doubles) = (BTreeSet::new(), BTreeSet::new());
        for (name, value) in members {
            // Of two, the first one is looked at, and both are told once.
            if seen.insert(name.clone()) {
                fields.members.push((name, value));
            } else if doubles.insert(name.clone()) {
                fields.refuse(&name, wording!("disebut lebih dari satu kali", "is there more than once"));
            }
        }
        fields
    }

    /// A text that has to be there.
    pub(in crate::server) fn text(&mut self, name: &'static str) -> String {
        match self.optional_text(name) {
            Some(text) if !text.trim().is_empty() => text,
            _ => {
                self.missing(name);
                String::new()
            }
        }
    }

    pub(in crate::server) fn optional_text(&mut self, name: &'static str) -> Option<String> {
        let text: String = self.take(name, &wording!("harus teks", "must be a text"))?;
        if text.chars().count() > LONGEST {
            self.refuse(name, wording!("lebih dari {LONGEST} karakter", "is longer than {LONGEST} characters"));
        }
        if let Some(found) = hidden(&text) {
            self.refuse(name, found);
        }
        Some(text)
    }

    pub(in crate::server) fn optional_whole(&mut self, name: &'static str) -> Option<i64> {
        self.take(name, &wording!("harus bilangan bulat", "must be a whole number"))
    }

    pub(in crate::server) fn optional_truth(&mut self, name: &'static str) -> Option<bool> {
        self.take(name, &wording!("harus `true` atau `false`", "must be `true` or `false`"))
    }

    /// One of a few words.
    pub(in crate::server) fn word(&mut self, name: &'static str, words: &[&'static str]) -> &'static str {
        let given = self.text(name);
        self.among(name, &given, words)
    }

    /// One of a few words, or none.
    pub(in crate::server) fn optional_word(&mut self, name: &'static str, words: &[&'static str]) -> &'static str {
        let given = self.optional_text(name);
        given.map_or("", |it| self.among(name, &it, words))
    }

    fn among(&mut self, name: &'static str, given: &str, words: &[&'static str]) -> &'static str {
        let found = words.iter().copied().find(|it| *it == given);
        if found.is_none() && !given.is_empty() {
            let list = words.join(", ");
            self.refuse(name, wording!("harus salah satu dari: {list}", "must be one of: {list}"));
        }
        found.unwrap_or_default()
    }

    /// A member as it was written.
    pub(in crate::server) fn raw(&mut self, name: &'static str) -> Option<Box<RawValue>> {
        self.known.push(name);
        let found = self.members.iter().position(|it| it.0 == name)?;
        Some(self.members.remove(found).1)
    }

    /// A member as it was written, which has to be there.
    pub(in crate::server) fn required_raw(&mut self, name: &'static str) -> Box<RawValue> {
        self.raw(name).unwrap_or_else(|| {
            self.missing(name);
            RawValue::NULL.to_owned()
        })
    }

    /// The members of an optional object, whatever their names.
    pub(in crate::server) fn object(&mut self, name: &'static str) -> Vec<(String, Box<RawValue>)> {
        let Some(raw) = self.raw(name) else { return Vec::new() };
        let inside = Self::inside(&raw, format!("{}/{name}", self.place));
        self.refusals.extend(inside.refusals);
        inside.members
    }

    /// Adds what was refused inside of a member.
    pub(in crate::server) fn adopt(&mut self, inside: Self) {
        if let Err(refusals) = inside.finish() {
            self.refusals.extend(refusals);
        }
    }

    pub(in crate::server) fn refuse(&mut self, name: &str, message: Wording) {
        let pointer = if name.is_empty() {
            self.place.clone()
        } else {
            format!("{}/{}", self.place, crate::server::service::escaped(name))
        };
        self.refusals.push(Refusal { pointer, code: "S0102", message, expected: Wording::default() });
    }

    /// Whether something was refused at a member.
    pub(in crate::server) fn is_refused(&self, name: &str) -> bool {
        let pointer = format!("{}/{name}", self.place);
        self.refusals.iter().any(|it| it.pointer == pointer)
    }

    /// Everything that was wrong, unknown members among it.
    pub(in crate::server) fn finish(mut self) -> Result<(), Vec<Refusal>> {
        let unknown: Vec<String> = std::mem::take(&mut self.members).into_iter().map(|it| it.0).collect();
        let known = self.known.join(", ");
        for name in unknown {
            self.refuse(&name, wording!("tidak dikenal", "is not known here"));
            if let Some(last) = self.refusals.last_mut() {
                last.expected = Wording::same(known.clone());
            }
        }
        if self.refusals.is_empty() { Ok(()) } else { Err(self.refusals) }
    }

    fn take<T: DeserializeOwned>(&mut self, name: &'static str, message: &Wording) -> Option<T> {
        let raw = self.raw(name).filter(|it| it.get() != "null")?;
        let value = serde_json::from_str(raw.get()).ok();
        if value.is_none() {
            self.refuse(name, message.clone());
        }
        value
    }

    fn missing(&mut self, name: &'static str) {
        if !self.is_refused(name) {
            self.refuse(name, wording!("harus diisi", "is needed"));
        }
    }
}

/// That a text has a character by which a reader sees another text than the one that counts; the first one of them, and where.
pub(in crate::server) fn hidden(text: &str) -> Option<Wording> {
    let (before, found) = text.chars().enumerate().find(|it| is_hidden(it.1))?;
    let (code, place) = (u32::from(found), before.saturating_add(1));
    Some(wording!(
        "memuat karakter tersembunyi U+{code:04X} (karakter ke-{place}): hapus karakter itu",
        "contains the hidden character U+{code:04X} (character {place}): remove it"
    ))
}

fn members(text: &[u8]) -> Result<Vec<(String, Box<RawValue>)>, Fault> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, Box<RawValue>)>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = map.next_entry()? {
                members.push(member);
            }
            Ok(members)
        }
    }

    let mut reader = serde_json::Deserializer::from_slice(text);
    let members = reader.deserialize_map(Members).and_then(|it| reader.end().map(|()| it));
    members.map_err(|it| Fault::Malformed { line: it.line(), column: it.column() })
}
