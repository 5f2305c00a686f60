//! The facts of a case that its ruling reads, each with what may be put in its place to see what would come out.
//!
//! Knows nothing of: what is put there, how it is asked for.

use serde_json::Value;

use crate::engine::types::{Field, Rulebook, Type, Unit};
use crate::engine::value::number;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::store::CaseRow;

use super::facts::{self, unescaped};
use super::{Service, ServiceError};

/// So many facts are offered; larger cases are tried out in parts by programs.
const MOST: usize = 120;

/// A case with what can be tried out on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tryable {
    pub(crate) case: CaseRow,
    pub(crate) groups: Vec<TryGroup>,
    /// The facts of the case, and the edition whose form they fill.
    pub(crate) facts: Value,
    pub(crate) edition: String,
    /// What would be ruled as the case stands.
    pub(crate) document: Value,
    /// Whether there are more facts than are offered.
    pub(crate) more: bool,
}

/// Facts that the rules ask for together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TryGroup {
    pub(crate) label: Wording,
    pub(crate) facts: Vec<TryFact>,
}

/// A fact that was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TryFact {
    /// JSON pointer.
    pub(crate) path: String,
    pub(crate) label: Wording,
    /// The numbers of the elements that it lies in, from 1.
    pub(crate) elements: Vec<usize>,
    /// It may be that there is none.
    pub(crate) optional: bool,
    /// The agency can act on it.
    pub(crate) changeable: bool,
    pub(crate) kind: TryKind,
    /// As the case has it; none if nothing is stated.
    pub(crate) value: Option<Value>,
}

/// What may be put there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TryKind {
    Truth,
    Number {
        digits: u8,
        least: String,
        greatest: String,
    },
    Date,
    /// A whole number of `days`, `months` or `working days`.
    Period(&'static str),
    /// One of these.
    Choice(Vec<(String, Wording)>),
    /// Any of these.
    Choices(Vec<(String, Wording)>),
    Text,
    /// A record that is not there, with its fields.
    Record(Vec<TryFact>),
    /// A list; it is changed in the case itself.
    Fixed,
}

impl Service {
    /// What can be tried out on a case that this actor may see.
    pub(crate) async fn tryable(&self, actor: &Actor, case_id: &str) -> Result<Tryable, ServiceError> {
        let preview = self.pre_check(actor, case_id, None).await?;
        let (case, snapshot) = self.case(actor, case_id).await?;
        let book = self.book(actor, &case.rulebook).await?;
        let dated = facts::dated(&book, &snapshot.facts).and_then(|it| book.law_on(it));
        let law = dated.or(book.laws.last()).ok_or(ServiceError::NotFound)?;
        let broken = |it: serde_json::Error| ServiceError::Broken(it.to_string());
        let document: Value = serde_json::from_str(&preview.document).map_err(broken)?;
        let stated: Value = serde_json::from_str(&snapshot.facts).map_err(broken)?;
        let mut paths = Vec::new();
        read_in(&document, &mut paths);
        let more = paths.len() > MOST;
        paths.truncate(MOST);
        let groups = grouped(law.ready.rulebook(), &stated, &paths);
        Ok(Tryable { case, groups, facts: stated, edition: law.row.edition.clone(), document, more })
    }
}

/// The pointers of all facts that a document, or a part of it, says were read, each once.
fn read_in(part: &Value, found: &mut Vec<String>) {
    match part {
        Value::Array(elements) => elements.iter().for_each(|it| read_in(it, found)),
        Value::Object(object) => {
            for fact in object.get("facts").and_then(Value::as_array).into_iter().flatten() {
                let path = fact.get("path").and_then(Value::as_str).unwrap_or_default();
                if !path.is_empty() && !found.iter().any(|it| it == path) {
                    found.push(path.to_owned());
                }
            }
            ["criteria", "parts"].iter().filter_map(|it| object.get(*it)).for_each(|it| read_in(it, found));
        }
        _ => {}
    }
}

/// The facts in the order of the rules, by the part of the case that they lie in.
fn grouped(rulebook: &Rulebook, stated: &Value, paths: &[String]) -> Vec<TryGroup> {
    let fields = rulebook.records.first().map_or(&[][..], |it| &it.fields);
    let groups = fields.iter().map(|field| {
        let inside = paths.iter().filter(|it| it.split('/').nth(1).map(unescaped).as_deref() == Some(&field.name));
        let mut facts: Vec<TryFact> = inside.filter_map(|it| fact_at(rulebook, stated, it)).collect();
        // What a list of boxes says is not asked for again element by element.
        let boxes = facts.iter().filter(|it| matches!(it.kind, TryKind::Choices(_)));
        let boxes: Vec<String> = boxes.map(|it| format!("{}/", it.path)).collect();
        facts.retain(|it| !boxes.iter().any(|list| it.path.starts_with(list)));
        TryGroup { label: field.label.clone(), facts }
    });
    groups.filter(|it| !it.facts.is_empty()).collect()
}

fn fact_at(rulebook: &Rulebook, stated: &Value, path: &str) -> Option<TryFact> {
    let mut ty = &Type::Record(0);
    let (mut field, mut changeable, mut elements) = (None, false, Vec::new());
    for step in path.split('/').skip(1) {
        match ty {
            Type::Record(record) => {
                let name = unescaped(step);
                let found: &Field = rulebook.records.get(*record)?.fields.iter().find(|it| it.name == name)?;
                changeable |= found.changeable;
                (field, ty) = (Some(found), &found.ty);
            }
            Type::List { element, .. } => {
                elements.push(step.parse::<usize>().ok()?.saturating_add(1));
                ty = element;
            }
            _ => return None,
        }
    }
    let field = field?;
    let kind = kind(rulebook, (ty, path), stated)?;
    let value = stated.pointer(path).cloned();
    Some(TryFact {
        path: path.to_owned(),
        label: field.label.clone(),
        elements,
        optional: field.optional && std::ptr::eq(ty, &raw const field.ty),
        changeable,
        kind,
        value,
    })
}

/// What may be put there; nothing for a record that is there, whose fields are facts of their own.
fn kind(rulebook: &Rulebook, (ty, path): (&Type, &str), stated: &Value) -> Option<TryKind> {
    Some(match ty {
        Type::Truth => TryKind::Truth,
        Type::Number { scale, least, greatest } => TryKind::Number {
            digits: *scale,
            least: number::print(*least, *scale),
            greatest: number::print(*greatest, *scale),
        },
        Type::Date => TryKind::Date,
        Type::Period(Unit::Days) => TryKind::Period("days"),
        Type::Period(Unit::Months) => TryKind::Period("months"),
        Type::Period(Unit::WorkingDays(_)) => TryKind::Period("working days"),
        Type::Enum(id) => TryKind::Choice(values(rulebook, *id)),
        Type::Text => TryKind::Text,
        Type::List { element, least, greatest } => match &**element {
            // Boxes that are ticked tell neither how often nor in which order.
            Type::Enum(id) if least < greatest && is_set(stated.pointer(path)) => {
                TryKind::Choices(values(rulebook, *id))
            }
            _ => TryKind::Fixed,
        },
        Type::Record(_) if is_there(stated.pointer(path)) => return None,
        Type::Record(id) => TryKind::Record(fields_of(rulebook, *id, path)),
        Type::Broken => return None,
    })
}

fn is_there(value: Option<&Value>) -> bool {
    value.and_then(Value::as_object).is_some_and(|it| !(it.len() == 1 && it.contains_key("unknown")))
}

/// Whether no value of a list stands in it twice.
fn is_set(list: Option<&Value>) -> bool {
    let elements = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    elements.iter().enumerate().all(|(number, it)| !elements.iter().take(number).any(|other| other == it))
}

/// The fields of a record that is not there.
fn fields_of(rulebook: &Rulebook, record: usize, path: &str) -> Vec<TryFact> {
    let fields = rulebook.records.get(record).map_or(&[][..], |it| &it.fields);
    let of = |field: &Field| {
        let path = format!("{path}/{}", facts::escaped(&field.name));
        let kind = match &field.ty {
            Type::Record(_) => TryKind::Fixed,
            ty => kind(rulebook, (ty, &path), &Value::Null)?,
        };
        let (label, optional, changeable) = (field.label.clone(), field.optional, field.changeable);
        Some(TryFact { path, label, elements: Vec::new(), optional, changeable, kind, value: None })
    };
    fields.iter().filter_map(of).collect()
}

fn values(rulebook: &Rulebook, id: usize) -> Vec<(String, Wording)> {
    let values = rulebook.enums.get(id).map_or(&[][..], |it| &it.values);
    values.iter().map(|it| (it.name.clone(), it.label.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_are_found_wherever_they_were_read() {
        let document = json!([{"criteria": [
            {"facts": [{"path": "/a"}], "parts": [{"facts": [{"path": "/b/0/c"}, {"path": "/a"}], "parts": []}]},
        ]}]);
        let mut found = Vec::new();
        read_in(&document, &mut found);
        assert_eq!(found, ["/a", "/b/0/c"]);
    }

    #[test]
    fn a_list_that_says_something_twice_is_no_set() {
        assert!(is_set(None) && is_set(Some(&json!([]))) && is_set(Some(&json!(["good", "fair"]))));
        assert!(!is_set(Some(&json!(["good", "good"]))));
    }

    #[test]
    fn a_record_that_is_unknown_is_not_there() {
        assert!(is_there(Some(&json!({"a": 1}))) && is_there(Some(&json!({}))));
        assert!(!is_there(Some(&json!({"unknown": "why"}))) && !is_there(Some(&Value::Null)) && !is_there(None));
    }
}
