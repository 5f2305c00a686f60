//! Every fact of a case with its status: claimed, verified, disputed, or unknown.
//!
//! A fact is a value of a field; a list is one fact, and so is a record that is not there. Evidence of a record or a list
//! also covers what is inside it, unless that has evidence of its own: then it is a fact of its own as well, after its list.
//! Knows nothing of: who may see or change them.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::engine::types::{Field, Rulebook, Type};
use crate::engine::wording::Wording;

use super::facts::escaped;

/// How far a fact is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FactStatus {
    Claimed,
    Verified,
    Disputed,
    /// Not stated, or stated as unknown.
    Unknown,
}

impl FactStatus {
    pub(crate) const ALL: [Self; 4] = [Self::Claimed, Self::Verified, Self::Disputed, Self::Unknown];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::Unknown => "unknown",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Fact)]
pub(crate) struct FactLine<'a> {
    /// JSON pointer.
    pub(crate) path: String,
    pub(crate) label: Words<'a>,
    pub(crate) status: FactStatus,
    /// As the case has it; a list shows its elements. Left out if nothing is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value)]
    pub(crate) value: Option<&'a Value>,
    /// What supports it, where it was given for this fact or for what it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    pub(crate) evidence: Option<&'a Value>,
    /// An element of a list without evidence of its own: what is found of the list holds for it.
    #[serde(skip)]
    pub(crate) follows: bool,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Words<'a> {
    pub(crate) id: &'a str,
    pub(crate) en: &'a str,
}

/// Every fact that the rulebook asks for, in its order.
pub(crate) fn all<'a>(rulebook: &'a Rulebook, facts: &'a Value) -> Vec<FactLine<'a>> {
    walked(rulebook, facts, false)
}

/// The same with every record in a list, whether it has evidence of its own or not: what can be judged one by one.
pub(crate) fn one_by_one<'a>(rulebook: &'a Rulebook, facts: &'a Value) -> Vec<FactLine<'a>> {
    walked(rulebook, facts, true)
}

fn walked<'a>(rulebook: &'a Rulebook, facts: &'a Value, each: bool) -> Vec<FactLine<'a>> {
    let evidence = facts.get("evidence").and_then(Value::as_object);
    let mut walk = Walk { rulebook, evidence, each, lines: Vec::new() };
    if let Some(stated) = facts.as_object() {
        walk.record(0, stated, "");
    }
    walk.lines
}

/// The facts that are stated and nobody has confirmed or disputed yet.
pub(crate) fn claimed(rulebook: &Rulebook, facts: &Value) -> Vec<String> {
    let lines = all(rulebook, facts).into_iter();
    lines.filter(|it| it.status == FactStatus::Claimed).map(|it| it.path).collect()
}

struct Walk<'a> {
    rulebook: &'a Rulebook,
    evidence: Option<&'a Map<String, Value>>,
    /// Whether elements without evidence of their own are told too.
    each: bool,
    lines: Vec<FactLine<'a>>,
}

impl<'a> Walk<'a> {
    fn record(&mut self, record: usize, stated: &'a Map<String, Value>, place: &str) {
        let fields = self.rulebook.records.get(record).map_or(&[][..], |it| &it.fields);
        for field in fields {
            let path = format!("{place}/{}", escaped(&field.name));
            match (&field.ty, stated.get(&field.name)) {
                // Nobody claims what a verifier fills in; that there is none he says himself.
                (_, None | Some(Value::Null)) if field.verifies.is_some() && !self.has_own(&path) => {}
                (Type::Record(inner), Some(Value::Object(below))) if !is_unknown(below) => {
                    // A dispute of the whole can only be lifted at the whole.
                    if self.each && self.has_dispute(&path) {
                        self.line(field, path.clone(), stated.get(&field.name), false);
                    }
                    self.record(*inner, below, &path);
                }
                (_, value) => {
                    let inside = format!("{path}/");
                    self.line(field, path, value, false);
                    let has_own = self.evidence.is_some_and(|it| it.keys().any(|it| it.starts_with(&inside)));
                    if has_own || self.each {
                        self.elements((field, &field.ty), inside.trim_end_matches('/'), value, self.each);
                    }
                }
            }
        }
    }

    /// What is inside a list and has evidence of its own; with `each`, every record that the list has as well.
    fn elements(&mut self, of: (&'a Field, &'a Type), place: &str, value: Option<&'a Value>, each: bool) {
        let (field, Type::List { element, .. }) = of else { return };
        for (number, value) in value.and_then(Value::as_array).into_iter().flatten().enumerate() {
            let path = format!("{place}/{number}");
            let each = each && matches!(**element, Type::Record(_));
            self.inside((field, element), &path, Some(value), each);
        }
    }

    fn inside(&mut self, (field, ty): (&'a Field, &'a Type), path: &str, value: Option<&'a Value>, told: bool) {
        let is_own = self.has_own(path);
        if is_own || told {
            self.line(field, path.to_owned(), value, !is_own);
        }
        match (ty, value) {
            (Type::Record(record), Some(Value::Object(members))) if !is_unknown(members) => {
                for field in self.rulebook.records.get(*record).map_or(&[][..], |it| &it.fields) {
                    let path = format!("{path}/{}", escaped(&field.name));
                    self.inside((field, &field.ty), &path, members.get(&field.name), false);
                }
            }
            _ => self.elements((field, ty), path, value, self.each && is_own),
        }
    }

    fn line(&mut self, field: &'a Field, path: String, value: Option<&'a Value>, follows: bool) {
        let evidence = self.evidence_of(&path);
        let known = value.is_some_and(|it| !it.as_object().is_some_and(is_unknown));
        let status = match evidence.and_then(|it| it.get("status")).and_then(Value::as_str) {
            _ if self.evidence.is_some_and(|it| dispute(it, &path).is_some()) => FactStatus::Disputed,
            _ if !known => FactStatus::Unknown,
            Some("verified") => FactStatus::Verified,
            _ => FactStatus::Claimed,
        };
        self.lines.push(FactLine { path, label: words(&field.label), status, value, evidence, follows });
    }

    /// The evidence of a fact, or of the nearest thing that it is a part of.
    fn evidence_of(&self, path: &str) -> Option<&'a Value> {
        around(path).find_map(|it| self.evidence?.get(it))
    }

    fn has_own(&self, path: &str) -> bool {
        self.evidence.is_some_and(|it| it.contains_key(path))
    }

    fn has_dispute(&self, path: &str) -> bool {
        self.evidence.and_then(|it| it.get(path)).is_some_and(disputes)
    }
}

/// The pointer and all that it lies in, the nearest first.
pub(crate) fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |it| it.rsplit_once('/').map(|it| it.0).filter(|it| !it.is_empty()))
}

fn disputes(evidence: &Value) -> bool {
    evidence.get("status").is_some_and(|it| it == "disputed")
}

/// The nearest evidence that disputes a fact, or something that it lies in: the engine takes the fact as unknown then.
pub(crate) fn dispute<'e>(evidence: &'e Map<String, Value>, path: &str) -> Option<&'e Value> {
    around(path).filter_map(|it| evidence.get(it)).find(|it| disputes(it))
}

/// `{"unknown": "why"}`
fn is_unknown(object: &Map<String, Value>) -> bool {
    object.len() == 1 && object.get("unknown").is_some_and(Value::is_string)
}

/// A label as it is shown.
pub(super) fn words(label: &Wording) -> Words<'_> {
    Words { id: &label.id, en: &label.en }
}
