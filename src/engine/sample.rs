//! Typed rulebooks built by hand, for tests below the floors that read rule text.
//!
//! Knows nothing of: rule text.

use super::source::{FileId, Span};
use super::types::*;
use super::wording::Wording;

pub(crate) const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// A rulebook whose case has these fields; other records follow.
pub(crate) fn rulebook(input: Vec<Field>, records: Vec<(&str, Vec<Field>)>) -> Rulebook {
    let record = |name: &str, fields| Record { name: name.into(), label: Wording::same(name), fields };
    let mut all = vec![record("case", input)];
    all.extend(records.into_iter().map(|(name, fields)| record(name, fields)));
    let by = Read { local: None, fields: vec![], ty: Type::Date, optional: false, span: NOWHERE };
    Rulebook {
        name: "sample".into(),
        edition: "1".into(),
        title: Wording::same("Sample"),
        in_force: InForce { from: 0, until: None, by, gap_before: false, span: NOWHERE },
        bases: vec![],
        enums: vec![],
        records: all,
        requirements: vec![],
        parameters: vec![],
        definitions: vec![],
        criteria: vec![],
        judgements: vec![],
        decisions: vec![],
        rules: vec![],
        sources: vec![],
        calendars: vec![],
        order: vec![],
        expressions: 0,
        sha256: "0".repeat(64),
    }
}

pub(crate) fn field(name: &str, ty: Type) -> Field {
    Field {
        name: name.into(),
        ty,
        optional: false,
        changeable: false,
        verifies: None,
        label: Wording::same(name),
        question: None,
        help: None,
    }
}

pub(crate) fn optional(name: &str, ty: Type) -> Field {
    Field { optional: true, ..field(name, ty) }
}

pub(crate) fn number(scale: u8, least: i64, greatest: i64) -> Type {
    Type::Number { scale, least, greatest }
}

pub(crate) fn list(element: Type, least: u32, greatest: u32) -> Type {
    Type::List { element: Box::new(element), least, greatest }
}

pub(crate) fn enumeration(name: &str, values: &[&str]) -> Enum {
    let values = values.iter().map(|it| Named { name: (*it).into(), label: Wording::same(*it) }).collect();
    Enum { name: name.into(), label: Wording::same(name), ordered: true, values }
}

pub(crate) fn judgement(name: &str, presumed: Option<bool>) -> Judgement {
    Judgement {
        name: name.into(),
        label: Wording::same(name),
        question: Wording::same(name),
        asked_of: "reviewer".into(),
        presumed,
        bases: vec![],
        span: NOWHERE,
    }
}
