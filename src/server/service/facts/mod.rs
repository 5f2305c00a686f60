//! What is done to the facts of a case: dated, confirmed, corrected, judged. The result is always read by the engine again.
//!
//! Works on the canonical form, in which every number is whole. Knows nothing of: who may do it, where facts are kept.

mod beside;
mod found;
mod sent;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::engine::case::{EvidenceStatus, Refusal};
use crate::engine::value::date;
use crate::engine::wire::{Completeness, hash};
use crate::engine::wording::Wording;
use crate::server::store::{CaseRow, SnapshotRow};
use crate::wording;

use super::laws::{Accepted, Book};
use super::statuses::around;
use super::steps::State;

pub(crate) use beside::{as_claimed, claim_beside, fell_with_claim};
pub(crate) use found::taken_over;
pub(crate) use sent::documents as documents_sent;

/// What a verifier found about one fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Finding {
    /// JSON pointer of the fact.
    pub(crate) pointer: String,
    pub(crate) status: String,
    pub(crate) reference: Option<String>,
    pub(crate) sha256: Option<String>,
}

/// What `select` says when the facts have no date that selects an edition.
const NO_DATE: &str = "C0302";

/// The facts of an agency's draft, in canonical form; its date may still be missing. Whatever is wrong is told at once.
pub(crate) fn draft<'b>(book: &'b Book, json: &[u8], today: i64) -> Result<Accepted<'b>, Vec<Refusal>> {
    match undated(book, json, today) {
        Ok(accepted) => {
            let refusals = only_claimed(&accepted);
            if refusals.is_empty() { Ok(accepted) } else { Err(refusals) }
        }
        // What cannot be read as a whole is looked at part by part.
        Err(refusals) => Err(with_others(refusals, sent::only_claimed(json))),
    }
}

/// The facts under the edition of their date, or of today if they have none.
fn undated<'b>(book: &'b Book, json: &[u8], today: i64) -> Result<Accepted<'b>, Vec<Refusal>> {
    let refusals = match book.read(json, None, Completeness::PreCheck) {
        Ok(accepted) => return Ok(accepted),
        Err(refusals) => refusals,
    };
    let Some(date) = refusals.iter().find(|it| it.code == NO_DATE).map(|it| it.pointer.clone()) else {
        return Err(refusals);
    };
    // Another complaint about the date than that it is missing stays.
    let of_today = book.read(json, Some(today), Completeness::PreCheck);
    of_today.map_err(|others| if others.iter().any(|it| it.pointer == date) { refusals } else { others })
}

/// What else is wrong, unless its place is told already.
pub(crate) fn with_others(mut refusals: Vec<Refusal>, others: Vec<Refusal>) -> Vec<Refusal> {
    // There may be as many of both as fit into a request.
    let mut told: BTreeSet<String> = refusals.iter().map(|it| it.pointer.clone()).collect();
    refusals.extend(others.into_iter().filter(|it| told.insert(it.pointer.clone())));
    refusals
}

/// The places of all hashes of documents in the evidence, with the hashes.
pub(crate) fn documents(accepted: &Accepted<'_>) -> Vec<(String, String)> {
    let evidence = accepted.case.evidence.iter();
    evidence.filter_map(|(pointer, it)| Some((document_place(pointer), it.sha256.clone()?))).collect()
}

/// Where the evidence of a fact names a document.
pub(crate) fn document_place(pointer: &str) -> String {
    format!("/evidence/{}/sha256", escaped(pointer))
}

/// An agency claims; it neither verifies its own facts nor judges its own case.
fn only_claimed(accepted: &Accepted<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for (pointer, evidence) in &accepted.case.evidence {
        let place = format!("/evidence/{}", escaped(pointer));
        if evidence.status != EvidenceStatus::Claimed {
            refusals.push(not_claimed(&place));
        }
        if evidence.by.is_some() || evidence.on.is_some() {
            refusals.push(signed(place));
        }
    }
    if accepted.case.answers.iter().any(Option::is_some) {
        refusals.push(judged_by_agency());
    }
    refusals.extend(beside::only_claims(accepted.law.ready.rulebook(), || accepted.canonical()));
    refusals
}

/// `place` is that of the evidence.
fn not_claimed(place: &str) -> Refusal {
    let message =
        wording!("instansi hanya dapat menyatakan fakta (`claimed`)", "an agency can only claim facts (`claimed`)");
    refusal(format!("{place}/status"), message)
}

fn signed(place: String) -> Refusal {
    refusal(place, wording!("`by` dan `on` diisi oleh layanan", "`by` and `on` are filled in by the service"))
}

fn judged_by_agency() -> Refusal {
    let message = wording!("pertimbangan diberikan oleh penelaah", "judgements are given by a reviewer");
    refusal("/judgements".to_owned(), message)
}

/// The date that selects the edition, as the facts have it.
pub(crate) fn dated(book: &Book, facts: &str) -> Option<i64> {
    let facts: Value = serde_json::from_str(facts).ok()?;
    let path: String = book.date_path().iter().flat_map(|it| ["/", it]).collect();
    facts.pointer(&path).and_then(Value::as_str).and_then(date::parse)
}

/// The date that the agency states: that among the facts, unless it is the day of an earlier submission that the service put in place of
/// the date that the agency claimed then.
pub(crate) fn date_stated(book: &Book, case: &CaseRow, facts: &str) -> Option<i64> {
    let day = |text: &Option<String>| text.as_deref().and_then(date::parse);
    let among = dated(book, facts);
    let was_returned = case.state == State::Returned.name() && case.verifier.is_empty();
    match day(&case.claimed_on).filter(|_| was_returned && among == day(&case.submitted_on)) {
        Some(claimed) => Some(claimed),
        None => among,
    }
}

/// The same facts with this date.
pub(crate) fn with_date(book: &Book, facts: &str, day: i64) -> String {
    let mut root: Value = serde_json::from_str(facts).unwrap_or_default();
    put_at(&mut root, &book.date_path(), json!(date::iso(day)));
    root.to_string()
}

/// Puts a value at the end of a path of names; objects that are missing on the way are made.
fn put_at(place: &mut Value, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        *place = value;
        return;
    };
    if !place.is_object() {
        *place = json!({});
    }
    if let Value::Object(object) = place {
        put_at(object.entry(*first).or_insert(Value::Null), rest, value);
    }
}

/// The facts with what a verifier found: evidence confirmed or disputed, values corrected; and the corrections that could not be done.
pub(crate) fn verified(
    facts: &str,
    findings: &[Finding],
    corrections: &[&(String, Value)],
    (person, today): (&str, i64),
) -> (String, Vec<Refusal>) {
    let mut root: Value = serde_json::from_str(facts).unwrap_or_default();
    // What is corrected is right from then on; where the whole was found to be right, that says it.
    let found: BTreeSet<&str> =
        findings.iter().filter(|it| it.status != "disputed").map(|it| it.pointer.as_str()).collect();
    let (mut refusals, mut corrected) = (Vec::new(), Vec::new());
    for (pointer, value) in corrections {
        let place = format!("/corrections/{}", escaped(pointer));
        if has_fraction(value) {
            refusals.push(refusal(place, wording!("tulis angka desimal sebagai teks", "write decimals as text")));
        } else if !put(&mut root, pointer, value.clone()) {
            refusals.push(refusal(place, wording!("tidak ada fakta di tempat ini", "there is no fact at this place")));
        } else if !is_found(&root, &found, pointer) {
            corrected.push(Finding { pointer: pointer.clone(), status: "verified".to_owned(), ..Finding::default() });
        }
    }
    // There may be as many of both as fit into a request.
    let changed: BTreeSet<&str> = corrections.iter().flat_map(|it| around(&it.0)).collect();
    for finding in findings.iter().chain(&corrected) {
        let whole = finding.status == "verified" && !changed.contains(finding.pointer.as_str());
        let evidence = evidence_of(&root, finding, whole, (person, today));
        insert(&mut root, "evidence", &finding.pointer, evidence);
    }
    (root.to_string(), refusals)
}

/// Whether the nearest evidence of a fact is what was found to be right.
fn is_found(facts: &Value, found: &BTreeSet<&str>, pointer: &str) -> bool {
    let given = facts.get("evidence");
    let nearest = around(pointer).find(|it| found.contains(it) || given.and_then(|given| given.get(it)).is_some());
    nearest.is_some_and(|it| found.contains(it))
}

/// The facts with other values, each as an agency would claim it: what was found about the one before does not count for it.
///
/// # Errors
/// Everything that is wrong with the changes, by their places in `/facts`.
pub(crate) fn otherwise(facts: &str, changes: &[(String, Value)]) -> Result<String, Vec<Refusal>> {
    let mut root: Value = serde_json::from_str(facts).unwrap_or_default();
    let mut refusals = Vec::new();
    for (pointer, value) in changes {
        let place = format!("/facts/{}", escaped(pointer));
        if ["evidence", "judgements"].contains(&pointer.split('/').nth(1).unwrap_or_default()) {
            refusals.push(refusal(place, wording!("hanya fakta yang dapat diubah", "only facts can be changed")));
        } else if has_fraction(value) {
            refusals.push(refusal(place, wording!("tulis angka desimal sebagai teks", "write decimals as text")));
        } else if put(&mut root, pointer, value.clone()) {
            claim(&mut root, pointer);
        } else {
            refusals.push(refusal(place, wording!("tidak ada fakta di tempat ini", "there is no fact at this place")));
        }
    }
    if refusals.is_empty() { Ok(root.to_string()) } else { Err(refusals) }
}

/// Takes away the evidence of a fact and of what is inside it; one of what it is a part of does not reach it any more.
fn claim(root: &mut Value, pointer: &str) {
    let Some(evidence) = root.get_mut("evidence").and_then(Value::as_object_mut) else { return };
    let inside = format!("{pointer}/");
    evidence.retain(|it, _| it != pointer && !it.starts_with(&inside));
    if evidence.keys().any(|it| pointer.starts_with(&format!("{it}/"))) {
        evidence.insert(pointer.to_owned(), json!({"status": "claimed"}));
    }
}

/// What the agency named as evidence stays unless the verifier names another; with `whole` also what it named for all that the fact
/// is a part of.
fn evidence_of(facts: &Value, finding: &Finding, whole: bool, (person, today): (&str, i64)) -> Value {
    let given = facts.get("evidence");
    let mut before = around(&finding.pointer).take(if whole { usize::MAX } else { 1 });
    let before = before.find_map(|it| given?.get(it));
    let mut evidence = Map::new();
    for (name, part) in [("reference", &finding.reference), ("sha256", &finding.sha256)] {
        let part = part.clone().map(Value::from).or_else(|| before.and_then(|it| it.get(name)).cloned());
        evidence.extend(part.map(|it| (name.to_owned(), it)));
    }
    evidence.insert("status".to_owned(), json!(finding.status));
    evidence.insert("by".to_owned(), json!(person));
    evidence.insert("on".to_owned(), json!(date::iso(today)));
    Value::Object(evidence)
}

/// The facts with a person's answer to a judgement.
pub(crate) fn judged(facts: &str, name: &str, (answer, reason): (&str, &str), (person, today): (&str, i64)) -> String {
    let mut root: Value = serde_json::from_str(facts).unwrap_or_default();
    let answer = json!({"answer": answer, "reason": reason, "by": person, "on": date::iso(today)});
    insert(&mut root, "judgements", name, answer);
    root.to_string()
}

/// The facts as they are kept.
pub(crate) fn snapshot(number: i64, accepted: &Accepted<'_>) -> SnapshotRow {
    let facts = accepted.canonical();
    let facts_sha256 = hash::sha256_hex(facts.as_bytes());
    SnapshotRow { snapshot: number, facts, facts_sha256 }
}

/// Puts a member into the object `name` of the facts, which is made if it is not there.
fn insert(root: &mut Value, name: &str, key: &str, value: Value) {
    if let Value::Object(facts) = root
        && let Value::Object(object) = facts.entry(name).or_insert_with(|| Value::Object(Map::new()))
    {
        object.insert(key.to_owned(), value);
    }
}

fn put(root: &mut Value, pointer: &str, value: Value) -> bool {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return false };
    match root.pointer_mut(parent) {
        Some(Value::Object(object)) => {
            object.insert(unescaped(last), value);
            true
        }
        Some(Value::Array(elements)) => match last.parse::<usize>().ok().and_then(|it| elements.get_mut(it)) {
            Some(place) => {
                *place = value;
                true
            }
            None => false,
        },
        _ => false,
    }
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => !(number.is_i64() || number.is_u64()),
        Value::Array(list) => list.iter().any(has_fraction),
        Value::Object(object) => object.values().any(has_fraction),
        _ => false,
    }
}

/// A text as one step of a JSON pointer.
pub(crate) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// One step of a JSON pointer as a text.
pub(crate) fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// What the service itself refuses in a case.
pub(crate) fn refusal(pointer: String, message: Wording) -> Refusal {
    Refusal { pointer, code: "S0101", message, expected: Wording::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_value_is_claimed_whatever_was_found_about_the_one_before() {
        let facts =
            json!({"a": {"b": 1, "c": 2}, "evidence": {"/a": {"status": "disputed"}, "/a/b": {"status": "verified"}}});
        let other = otherwise(&facts.to_string(), &[("/a/b".to_owned(), json!(7))]).unwrap();
        let other: Value = serde_json::from_str(&other).unwrap();
        assert_eq!(other["a"], json!({"b": 7, "c": 2}));
        assert_eq!(other["evidence"], json!({"/a": {"status": "disputed"}, "/a/b": {"status": "claimed"}}));
        let whole = otherwise(&facts.to_string(), &[("/a".to_owned(), json!(null))]).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&whole).unwrap(), json!({"a": null, "evidence": {}}));
    }

    #[test]
    fn every_change_that_cannot_be_made_is_told() {
        let changes = ["/x/y", "/evidence/~1a", ""].map(|it| (it.to_owned(), json!(1)));
        let refused = otherwise("{}", &changes).unwrap_err();
        let places: Vec<&str> = refused.iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(places, ["/facts/~1x~1y", "/facts/~1evidence~1~01a", "/facts/"]);
        assert!(otherwise("{}", &[("/x".to_owned(), json!(1.5))]).is_err());
    }
}
