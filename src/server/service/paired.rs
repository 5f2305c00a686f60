//! Rulings on the elements of a list held against each other: the same element by its name, what came out otherwise, which facts differ.
//!
//! Knows nothing of: which rulings they are, how they are shown.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::explain::format;
use crate::engine::explain::measures::Shown;
use crate::engine::types::{Rulebook, Type};
use crate::engine::value::{date, number};
use crate::engine::wording::Wording;

use super::alike::{Otherwise, otherwise};
use super::elements::ElementNames;
use super::facts::unescaped;

/// So many facts that differ are told for one element.
const MOST_FACTS: usize = 12;

/// Two lists of rulings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Paired {
    /// Elements that came out otherwise, whose facts differ, that are only here or only there; first in the order of here.
    pub(crate) differing: Vec<ElementBeside>,
    /// How many elements are in both.
    pub(crate) shared: usize,
    /// How many of those came out otherwise.
    pub(crate) turned: usize,
    /// What the elements are called, if the rules tell.
    pub(crate) names: Option<ElementNames>,
}

/// An element, here and there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ElementBeside {
    pub(crate) label: Value,
    /// The document of the element; none where it is not in the list.
    pub(crate) here: Option<Value>,
    pub(crate) there: Option<Value>,
    pub(crate) same_outcome: bool,
    /// The conditions that turned out otherwise.
    pub(crate) turned: Vec<Otherwise>,
    pub(crate) facts: Vec<FactBeside>,
}

/// A fact that is another one there. None where it was not read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FactBeside {
    pub(crate) label: Value,
    pub(crate) here: Option<Shown>,
    pub(crate) there: Option<Shown>,
}

/// Which document of one list is about the same element as which of the other: by the name of the element, the first of a name with
/// the first; without a name, by its place.
fn pairs(here: &[Value], there: &[Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, it) in there.iter().enumerate().rev() {
        places.entry(identity(it)).or_default().push(place);
    }
    let mut found: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (place, it) in here.iter().enumerate() {
        found.push((Some(place), places.get_mut(&identity(it)).and_then(Vec::pop)));
    }
    let mut left: Vec<usize> = places.into_values().flatten().collect();
    left.sort_unstable();
    found.extend(left.into_iter().map(|it| (None, Some(it))));
    found
}

/// "Calon 2 (T-43)" is `T-43`, wherever it stands in its list; one without a name is its place.
fn identity(document: &Value) -> String {
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let (path, label) = (text("/element/path"), text("/element/label/id"));
    let number = path.rsplit('/').next().and_then(|it| it.parse::<usize>().ok()).map(|it| it.saturating_add(1));
    let named = number.and_then(|it| label.split_once(&format!(" {it} (")));
    named.map_or_else(|| path.to_owned(), |it| format!("({}", it.1))
}

/// Everything that differs between two lists of rulings on the elements.
pub(crate) fn paired(rulebook: Option<&Rulebook>, here: &[Value], there: &[Value]) -> Paired {
    let mut found = Paired::default();
    let of = |documents| rulebook.and_then(|it| ElementNames::of(it, documents));
    let names = of(here).or_else(|| of(there));
    for (one, other) in pairs(here, there) {
        let (one, other) = (one.and_then(|it| here.get(it)), other.and_then(|it| there.get(it)));
        if let Some(beside) = beside((rulebook, names.as_ref()), one, other) {
            let both = beside.here.is_some() && beside.there.is_some();
            found.turned = found.turned.saturating_add(usize::from(both && !beside.same_outcome));
            found.shared = found.shared.saturating_add(usize::from(both));
            if !both || !beside.same_outcome || !beside.turned.is_empty() || !beside.facts.is_empty() {
                found.differing.push(beside);
            }
        }
    }
    // What came out otherwise says most.
    found.differing.sort_by_key(|it| it.same_outcome);
    found.names = names;
    found
}

fn beside(
    (rulebook, names): (Option<&Rulebook>, Option<&ElementNames>),
    here: Option<&Value>,
    there: Option<&Value>,
) -> Option<ElementBeside> {
    let label = here.or(there)?.pointer("/element/label").unwrap_or(&Value::Null);
    let label = names.map_or_else(|| label.clone(), |it| it.label(label));
    let outcome = |it: &Value| (it.pointer("/outcome/id").cloned(), it.get("status").cloned());
    let same_outcome = here.map(outcome) == there.map(outcome);
    let (mut turned, mut facts) = (Vec::new(), Vec::new());
    if let (Some(here), Some(there)) = (here, there) {
        turned = otherwise(&conditions(here), &conditions(there));
        facts = facts_differing(rulebook, here, there);
    }
    Some(ElementBeside { label, here: here.cloned(), there: there.cloned(), same_outcome, turned, facts })
}

/// What was asked of the element, however deep inside others, and the criteria of the whole case.
fn conditions(document: &Value) -> BTreeMap<&str, &Value> {
    let about = document.pointer("/element/path").and_then(Value::as_str).unwrap_or_default();
    let mut found = BTreeMap::new();
    for criterion in array(document, "criteria") {
        if !asked_of(array(criterion, "parts"), about, &mut found)
            && let Some(name) = criterion.get("id").and_then(Value::as_str)
        {
            found.insert(name, criterion);
        }
    }
    found
}

/// Whether anything was asked of the element here.
fn asked_of<'v>(parts: &'v [Value], about: &str, found: &mut BTreeMap<&'v str, &'v Value>) -> bool {
    let mut any = false;
    for part in parts {
        let name = part.get("criterion").and_then(Value::as_str);
        if let Some(name) = name.filter(|_| part.get("path").and_then(Value::as_str) == Some(about)) {
            any = true;
            if !asked_of(array(part, "parts"), about, found) {
                found.insert(name, part);
            }
        }
    }
    any
}

fn facts_differing(rulebook: Option<&Rulebook>, here: &Value, there: &Value) -> Vec<FactBeside> {
    let (one, two) = (facts_of(here), facts_of(there));
    let mut names: Vec<&String> = one.keys().chain(two.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let value = |it: Option<&&Value>| it.and_then(|it| it.get("value")).cloned();
    let shown = |it: Option<&&Value>| {
        let path = it.and_then(|it| it.get("path")?.as_str()).unwrap_or_default();
        value(it).map(|it| shown_fact(rulebook, path, &it))
    };
    let differing = names.into_iter().filter_map(|name| {
        let (here, there) = (one.get(name), two.get(name));
        let label = here.or(there).and_then(|it| it.get("label")).cloned().unwrap_or_default();
        (value(here) != value(there)).then(|| FactBeside { label, here: shown(here), there: shown(there) })
    });
    differing.take(MOST_FACTS).collect()
}

/// The facts that were read, those of the element by their place inside of it.
fn facts_of(document: &Value) -> BTreeMap<String, &Value> {
    let about = document.pointer("/element/path").and_then(Value::as_str).unwrap_or_default();
    let mut found = BTreeMap::new();
    for criterion in array(document, "criteria") {
        facts_in(criterion, about, &mut found);
    }
    found
}

fn facts_in<'v>(from: &'v Value, about: &str, found: &mut BTreeMap<String, &'v Value>) {
    for fact in array(from, "facts") {
        let path = fact.get("path").and_then(Value::as_str).unwrap_or_default();
        let inside = path.strip_prefix(about).filter(|it| !about.is_empty() && (it.is_empty() || it.starts_with('/')));
        found.insert(inside.map_or_else(|| format!("case{path}"), str::to_owned), fact);
    }
    for part in array(from, "parts") {
        facts_in(part, about, found);
    }
}

fn array<'v>(from: &'v Value, name: &str) -> &'v [Value] {
    from.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A value of a document as a reader sees it.
fn shown_fact(rulebook: Option<&Rulebook>, path: &str, value: &Value) -> Shown {
    let text = |id: &str, en: &str| Shown::Text(Wording::new(id, en));
    match value {
        Value::Null => text("tidak ada", "none"),
        Value::Bool(true) => text("ya", "yes"),
        Value::Bool(false) => text("tidak", "no"),
        Value::Number(it) => {
            it.as_i64().map_or_else(|| text(&it.to_string(), &it.to_string()), |it| Shown::Text(format::decimal(it, 0)))
        }
        Value::String(it) => shown_text(rulebook, path, it),
        Value::Array(_) => text("ada", "given"),
        Value::Object(it) if it.contains_key("unknown") => text("belum diketahui", "not known"),
        Value::Object(it) => match it.get("elements").and_then(Value::as_i64) {
            Some(count) => Shown::Text(format::decimal(count, 0)),
            None => text("ada", "given"),
        },
    }
}

fn shown_text(rulebook: Option<&Rulebook>, path: &str, text: &str) -> Shown {
    let plain = || Shown::Text(Wording::same(text));
    let ty = rulebook.and_then(|it| type_at(it, path));
    match (ty, rulebook) {
        (Some(Type::Date), _) => date::parse(text).map_or_else(plain, Shown::Day),
        (Some(Type::Number { scale, .. }), _) => {
            number::parse(text, *scale).map_or_else(|_| plain(), |it| Shown::Text(format::decimal(it, *scale)))
        }
        (Some(Type::Enum(id)), Some(rulebook)) => {
            let values = rulebook.enums.get(*id).map_or(&[][..], |it| &it.values);
            let found = values.iter().find(|it| it.name == text);
            found.map_or_else(plain, |it| Shown::Text(it.label.clone()))
        }
        _ => plain(),
    }
}

/// The type of the fact at a pointer.
pub(crate) fn type_at<'r>(rulebook: &'r Rulebook, path: &str) -> Option<&'r Type> {
    let mut ty = &Type::Record(0);
    for step in path.split('/').skip(1) {
        ty = match ty {
            Type::Record(record) => {
                let name = unescaped(step);
                &rulebook.records.get(*record)?.fields.iter().find(|it| it.name == name)?.ty
            }
            Type::List { element, .. } => element,
            _ => return None,
        };
    }
    Some(ty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(number: usize, name: &str, outcome: &str, hours: i64) -> Value {
        let path = format!("/c/{}", number - 1);
        let label = if name.is_empty() { format!("Calon {number}") } else { format!("Calon {number} ({name})") };
        json!({
            "element": {"path": path, "label": {"id": label, "en": label}}, "status": "decided", "outcome": {"id": outcome},
            "criteria": [{"id": "R", "result": "holds", "parts": [{
                "path": path, "criterion": "enough", "result": if hours < 20 { "fails" } else { "holds" },
                "label": {"id": "cukup", "en": "enough"}, "reason": {},
                "facts": [{"path": format!("{path}/hours"), "label": {}, "value": hours}],
            }]}],
        })
    }

    #[test]
    fn an_element_is_known_by_its_name_wherever_it_stands() {
        let here = [of(1, "A", "yes", 30), of(2, "B", "yes", 30), of(3, "B", "no", 3), of(4, "", "no", 3)];
        let there = [of(1, "B", "yes", 30), of(2, "C", "no", 3), of(3, "A", "yes", 30), of(4, "", "no", 3)];
        let found = pairs(&here, &there);
        let wanted = [(Some(0), Some(2)), (Some(1), Some(0)), (Some(2), None), (Some(3), Some(3)), (None, Some(1))];
        assert_eq!(found, wanted);
        assert_eq!(identity(&of(2, "x (y) 2 (z)", "", 0)), "(x (y) 2 (z))");
    }

    #[test]
    fn what_came_out_otherwise_is_told_with_its_facts() {
        let here = [of(1, "A", "no", 12), of(2, "B", "yes", 30)];
        let there = [of(1, "B", "yes", 30), of(2, "A", "yes", 20), of(3, "C", "yes", 40)];
        let found = paired(None, &here, &there);
        assert_eq!((found.shared, found.turned, found.differing.len()), (2, 1, 2));
        let (first, last) = (&found.differing[0], &found.differing[1]);
        assert_eq!((first.turned.len(), first.facts.len()), (1, 1));
        assert_eq!(first.facts[0].here, Some(Shown::Text(Wording::same("12"))));
        assert_eq!((first.turned[0].here.as_deref(), first.turned[0].there.as_deref()), (Some("fails"), Some("holds")));
        assert!(last.here.is_none() && last.there.is_some());
    }
}
