//! All facts of a case in the form that agencies fill in, lists with their rows, to be changed on a copy.
//!
//! The form is that of the agency, not another one. Knows nothing of: what comes out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::service::escaped;
use crate::server::web::agency::form::{Filled, UNKNOWN, at_fields, read, why_name};
use crate::server::web::form::Form;
use crate::server::words::Words;

/// What a fact that is supposed not to be known gives as its reason.
const SUPPOSED: (&str, &str) = ("diandaikan belum diketahui", "supposed not to be known");

/// What was put in: the changes, what is wrong with it, and where each fact stands in the form.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) facts: Vec<(String, Value)>,
    pub(super) refusals: Vec<Refusal>,
    places: BTreeMap<String, String>,
}

impl Given {
    /// Refusals of a trial at the fields of the form.
    pub(super) fn at_its_fields(&self, refusals: Vec<Refusal>) -> Vec<Refusal> {
        at_fields(refusals, &self.places)
    }
}

/// What was sent; whoever supposes something need not say why it is not known.
pub(super) fn filled(form: &Form, words: Words) -> Filled {
    let mut filled = Filled::of_form(form);
    for (name, value) in form.fields().filter(|it| it.1 == UNKNOWN) {
        let pointer = name.strip_prefix("state:").unwrap_or(name);
        if pointer.starts_with('/') && value == UNKNOWN && filled.why(pointer).is_empty() {
            filled.set(why_name(pointer), words.say(SUPPOSED.0, SUPPOSED.1).to_owned());
        }
    }
    filled
}

/// What is otherwise than in the case.
pub(super) fn given(rulebook: &Rulebook, stated: &Value, filled: &Filled, words: Words) -> Given {
    let read = read(rulebook, filled, words);
    let mut facts = Vec::new();
    let moved = |pointer: &str| {
        let inside = format!("{pointer}/");
        read.places.iter().any(|(fact, form)| fact != form && fact.starts_with(&inside))
    };
    for field in rulebook.records.first().map_or(&[][..], |it| &it.fields) {
        let pointer = format!("/{}", escaped(&field.name));
        changed((stated.get(&field.name), read.facts.get(&field.name)), &pointer, &moved, &mut facts);
    }
    Given { facts, refusals: read.refusals, places: read.places }
}

/// The smallest parts that differ: what was found about a fact counts for as long as the fact stays.
fn changed(
    (before, after): (Option<&Value>, Option<&Value>),
    pointer: &str,
    moved: &impl Fn(&str) -> bool,
    found: &mut Vec<(String, Value)>,
) {
    match (before, after) {
        (Some(Value::Object(one)), Some(Value::Object(other))) if !is_unknown(before) && !is_unknown(after) => {
            let mut names: Vec<&String> = one.keys().chain(other.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                changed((one.get(name), other.get(name)), &format!("{pointer}/{}", escaped(name)), moved, found);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) if one.len() == other.len() && !moved(pointer) => {
            for (number, pair) in one.iter().zip(other).enumerate() {
                changed((Some(pair.0), Some(pair.1)), &format!("{pointer}/{number}"), moved, found);
            }
        }
        // Not known is not known, whatever the reason.
        _ if is_unknown(before) && is_unknown(after) => {}
        (_, Some(after)) => {
            if before != Some(after) {
                found.push((pointer.to_owned(), after.clone()));
            }
        }
        _ => found.push((pointer.to_owned(), json!({"unknown": SUPPOSED.0}))),
    }
}

/// What is not stated is not known either.
fn is_unknown(value: Option<&Value>) -> bool {
    value.is_none_or(|it| it.get("unknown").is_some_and(Value::is_string))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(before: &Value, after: &Value, moves: bool) -> Vec<(String, Value)> {
        let mut found = Vec::new();
        changed((Some(before), Some(after)), "", &|_| moves, &mut found);
        found
    }

    #[test]
    fn only_the_smallest_parts_that_differ_are_changes() {
        let before = json!({"a": 1, "list": [{"b": "x", "c": true}, {"b": "y", "c": {"unknown": "why"}}]});
        let mut after = before.clone();
        assert_eq!(between(&before, &after, false), []);
        after["list"][1] = json!({"b": "z"});
        assert_eq!(between(&before, &after, false), [("/list/1/b".to_owned(), json!("z"))]);
        assert_eq!(between(&before, &after, true)[0].0, "/list");
        after["list"] = json!([{"b": "x", "c": true}]);
        assert_eq!(between(&before, &after, false), [("/list".to_owned(), json!([{"b": "x", "c": true}]))]);
    }

    #[test]
    fn what_was_emptied_is_not_known_and_never_no() {
        let (before, after) = (json!({"a": true}), json!({}));
        assert_eq!(between(&before, &after, false), [("/a".to_owned(), json!({"unknown": SUPPOSED.0}))]);
    }
}
