//! The conditions of a ruling document as a letter tells them: those of the case, or those that were asked of one element of a list.
//!
//! What is asked of an element stands inside of the rules that were applied to it. Knows nothing of: HTML.

use serde_json::Value;

/// A condition, or a rule that was applied, as the document has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Condition<'d> {
    pub(super) document: &'d Value,
    /// Other conditions follow of which it is made; of a rule, that it applied.
    pub(super) is_whole: bool,
    /// The outcome rests on it; what only other rules read decided nothing.
    pub(super) decides: bool,
}

impl<'d> Condition<'d> {
    /// `holds`, `fails` or `unknown`.
    pub(super) fn result(self) -> &'d str {
        self.document.get("result").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Whether a document is about one element of a list.
pub(super) fn is_of_element(document: &Value) -> bool {
    document.get("element").is_some_and(Value::is_object)
}

/// Whether it is told on which conditions of a case as a whole the outcome rests.
pub(super) fn is_told(document: &Value, rests_on: &[String]) -> bool {
    let name = |it: &Value| it.get("id").and_then(Value::as_str).map(str::to_owned);
    !is_of_element(document) && parts(document, "criteria").filter_map(name).any(|it| rests_on.contains(&it))
}

/// Every condition, in the order of the document; whatever is made of others comes before them. The outcome rests on those of these
/// names; on all of them if it has none of them.
pub(super) fn conditions<'d>(document: &'d Value, rests_on: &[String]) -> Vec<Condition<'d>> {
    let is_of_element = is_of_element(document);
    let named =
        |it: &Value| it.get("id").and_then(Value::as_str).is_some_and(|id| rests_on.iter().any(|name| name == id));
    let is_told = is_told(document, rests_on);
    let mut found = Vec::new();
    for it in parts(document, "criteria") {
        let place = found.len();
        found.push(Condition { document: it, is_whole: false, decides: !is_told || named(it) });
        if is_of_element {
            inside(it, &mut found);
            let has_more = found.len() > place.saturating_add(1);
            if let Some(own) = found.get_mut(place) {
                own.is_whole = has_more;
            }
        }
    }
    found
}

/// Those on which the outcome rests that came out so and are not made of others.
pub(super) fn simple<'d>(all: &[Condition<'d>], result: &str) -> Vec<Condition<'d>> {
    all.iter().filter(|it| it.decides && !it.is_whole && it.result() == result).copied().collect()
}

fn inside<'d>(around: &'d Value, found: &mut Vec<Condition<'d>>) {
    for it in parts(around, "parts") {
        let place = found.len();
        let is_named = it.get("criterion").is_some_and(Value::is_string);
        if is_named {
            found.push(Condition { document: it, is_whole: false, decides: true });
        }
        inside(it, found);
        // What only says where a value comes from makes no condition of others.
        let fails_inside = found.iter().skip(place.saturating_add(1)).any(|it| it.result() == "fails");
        let own_fails = it.get("result").and_then(Value::as_str) == Some("fails");
        let count = found.len().saturating_sub(place).saturating_sub(1);
        if let Some(own) = found.get_mut(place).filter(|_| is_named) {
            own.is_whole = if own_fails { fails_inside } else { count > 0 };
        }
    }
}

fn parts<'d>(of: &'d Value, name: &str) -> impl Iterator<Item = &'d Value> {
    of.get(name).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(of: &[Condition<'_>]) -> Vec<String> {
        of.iter()
            .map(|it| it.document["criterion"].as_str().or(it.document["id"].as_str()).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn what_an_element_failed_is_found_inside_of_the_rule_that_refused_it() {
        let placed = json!({"criterion": "placed", "result": "holds"});
        let in_box = json!({"criterion": "in_box", "result": "fails", "parts": [placed]});
        let well = json!({"criterion": "well", "result": "holds", "parts": [{"criterion": null, "result": "holds"}]});
        let group = json!({"criterion": "in_group", "result": "fails", "parts": [in_box, well]});
        let criteria = json!([{"id": "SU-1", "result": "holds", "parts": [group]}]);
        let document = json!({"element": {"path": "/c/0"}, "criteria": criteria});
        let all = conditions(&document, &[]);
        assert_eq!(names(&all), ["SU-1", "in_group", "in_box", "placed", "well"]);
        assert_eq!(names(&simple(&all, "fails")), ["in_box"]);
        assert_eq!(names(&simple(&all, "holds")), ["placed", "well"]);
        // A ruling on the whole case tells its own conditions.
        let case = json!({"criteria": criteria});
        assert_eq!(names(&simple(&conditions(&case, &[]), "holds")), ["SU-1"]);
    }

    #[test]
    fn what_only_other_rules_read_decides_nothing() {
        let criteria = json!([{"id": "long_enough", "result": "holds"}, {"id": "repairable", "result": "fails"}]);
        let case = json!({"criteria": criteria});
        let rests_on = ["LAWFUL".to_owned(), "long_enough".to_owned()];
        let all = conditions(&case, &rests_on);
        assert_eq!(all.len(), 2, "it is told all the same");
        assert!(simple(&all, "fails").is_empty());
        assert_eq!(names(&simple(&all, "holds")), ["long_enough"]);
        // Names of another edition say nothing.
        assert_eq!(names(&simple(&conditions(&case, &["other".to_owned()]), "fails")), ["repairable"]);
    }
}
