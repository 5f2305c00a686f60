//! What facts say that cannot be read as a whole: enough of it to tell every fault at once.
//!
//! Nothing is accepted by what is found here. Knows nothing of: the engine, what facts mean.

use serde_json::{Map, Value};

use crate::engine::case::Refusal;

use super::{document_place, escaped, judged_by_agency, not_claimed, signed};

/// What only officials may say, where an agency says it.
pub(super) fn only_claimed(json: &[u8]) -> Vec<Refusal> {
    let Ok(Value::Object(facts)) = serde_json::from_slice(json) else { return Vec::new() };
    let mut refusals = Vec::new();
    for (pointer, it) in evidence(&facts) {
        let place = format!("/evidence/{}", escaped(pointer));
        if it.get("status").is_some_and(|it| it == "verified" || it == "disputed") {
            refusals.push(not_claimed(&place));
        }
        if ["by", "on"].iter().any(|name| it.get(*name).is_some_and(|it| !it.is_null())) {
            refusals.push(signed(place));
        }
    }
    let judgements = facts.get("judgements").and_then(Value::as_object);
    if judgements.is_some_and(|it| !it.is_empty()) {
        refusals.push(judged_by_agency());
    }
    refusals
}

/// The places of all hashes of documents that are written as such, with the hashes.
pub(crate) fn documents(json: &[u8]) -> Vec<(String, String)> {
    let Ok(Value::Object(facts)) = serde_json::from_slice(json) else { return Vec::new() };
    let is_hash = |it: &&str| it.len() == 64 && it.bytes().all(|it| it.is_ascii_hexdigit());
    let named = evidence(&facts).filter_map(|(pointer, it)| {
        let sha256 = it.get("sha256").and_then(Value::as_str).filter(is_hash)?;
        Some((document_place(pointer), sha256.to_owned()))
    });
    named.collect()
}

/// By the JSON pointer of a fact.
fn evidence(facts: &Map<String, Value>) -> impl Iterator<Item = (&String, &Map<String, Value>)> {
    let all = facts.get("evidence").and_then(Value::as_object).into_iter().flatten();
    all.filter_map(|(pointer, it)| Some((pointer, it.as_object()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(json: &str) -> Vec<String> {
        only_claimed(json.as_bytes()).into_iter().map(|it| it.pointer).collect()
    }

    #[test]
    fn what_only_officials_may_say_is_found_beside_other_faults() {
        let all = r#"{"x":1.5,"evidence":{"/a/b":{"status":"verified","by":"x"},"/c":{"status":"claimed","on":null},"/d":3},
            "judgements":{"j":1}}"#;
        assert_eq!(pointers(all), ["/evidence/~1a~1b/status", "/evidence/~1a~1b", "/judgements"]);
        for none in ["", "[]", "{}", r#"{"evidence":[],"judgements":{}}"#, r#"{"evidence":{"/a":{"status":"x"}}}"#] {
            assert_eq!(pointers(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn only_hashes_are_taken_for_hashes() {
        let hash = "Ab".repeat(32);
        let json = format!(r#"{{"evidence":{{"/a":{{"sha256":"{hash}"}},"/b":{{"sha256":"short"}},"/c":{{}}}}}}"#);
        assert_eq!(documents(json.as_bytes()), [("/evidence/~1a/sha256".to_owned(), hash)]);
    }
}
