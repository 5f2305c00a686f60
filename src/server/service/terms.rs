//! What a ruling says beside its outcome: until when it is valid, and what is owed by when; and where two rulings differ in that.
//!
//! No text of a ruling comes out: names of duties, days, and places in the list of facts. Knows nothing of: rules, HTTP.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// So many differences of one case are told.
const MOST_TOLD: usize = 20;

/// What is not the same, told as values; the outcomes are taken to be the same, element by element.
pub(super) fn differences(recorded: &Value, again: &Value) -> Vec<Value> {
    match (recorded, again) {
        (Value::Array(before), Value::Array(after)) => {
            before.iter().zip(after).flat_map(|it| of_one(it.0, it.1)).take(MOST_TOLD).collect()
        }
        (before, after) => of_one(before, after),
    }
}

fn of_one(recorded: &Value, again: &Value) -> Vec<Value> {
    let (before, after) = (terms(recorded), terms(again));
    let element = recorded.pointer("/element/path");
    let days = |all: &Terms<'_>, duty: &str| all.get(duty).map_or_else(|| json!([]), |it| json!(it));
    let duties: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let differing = duties.into_iter().filter(|it| days(&before, it) != days(&after, it));
    let told = |duty: &str| {
        json!({
            "element": element,
            "duty": Some(duty).filter(|it| !it.is_empty()),
            "from": days(&before, duty),
            "to": days(&after, duty),
        })
    };
    differing.take(MOST_TOLD).map(told).collect()
}

/// By the name of a duty the days by which it is due; without a name the last day of the ruling.
type Terms<'d> = BTreeMap<&'d str, Vec<&'d Value>>;

fn terms(document: &Value) -> Terms<'_> {
    let mut found = Terms::new();
    if let Some(last) = document.get("valid_until").filter(|it| !it.is_null()) {
        found.entry("").or_default().push(last);
    }
    for duty in document.get("duties").and_then(Value::as_array).into_iter().flatten() {
        let name = duty.get("id").and_then(Value::as_str).unwrap_or_default();
        found.entry(name).or_default().push(duty.get("due").unwrap_or(&Value::Null));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(last: &Value, duties: &[(&str, Value)]) -> Value {
        let duties: Vec<Value> = duties.iter().map(|it| json!({"id": it.0, "label": {}, "due": it.1})).collect();
        json!({"valid_until": last, "duties": duties})
    }

    #[test]
    fn another_last_day_and_other_duties_are_told() {
        let before = document(&json!("2026-12-31"), &[("report", json!("2026-02-01")), ("keep", Value::Null)]);
        let after = document(&json!("2026-06-30"), &[("report", json!("2026-03-01")), ("keep", Value::Null)]);
        assert_eq!(
            differences(&before, &after),
            [
                json!({"element": null, "duty": null, "from": ["2026-12-31"], "to": ["2026-06-30"]}),
                json!({"element": null, "duty": "report", "from": ["2026-02-01"], "to": ["2026-03-01"]}),
            ]
        );
        assert!(differences(&before, &before).is_empty());
    }

    #[test]
    fn a_duty_without_a_day_is_not_no_duty() {
        let (none, undated) = (document(&Value::Null, &[]), document(&Value::Null, &[("keep", Value::Null)]));
        let told = differences(&none, &undated);
        assert_eq!((told.len(), &told[0]["from"], &told[0]["to"]), (1, &json!([]), &json!([null])));
    }

    #[test]
    fn elements_are_held_against_each_other_one_by_one() {
        let of = |last: &str| json!({"element": {"path": "/c/0", "label": {"id": "Ani"}}, "valid_until": last});
        let told = differences(&json!([of("2026-01-01")]), &json!([of("2027-01-01")]));
        assert_eq!(told, [json!({"element": "/c/0", "duty": null, "from": ["2026-01-01"], "to": ["2027-01-01"]})]);
        assert!(differences(&Value::Null, &json!("x")).is_empty());
    }
}
