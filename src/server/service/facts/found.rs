//! What a verification says of fields that a verifier fills in beside a claim: what was confirmed is taken over, what is said there stands.
//!
//! Knows nothing of: who verifies, how evidence is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::service::statuses::{around, dispute};
use crate::wording;

use super::beside::{Beside, all, has_any};
use super::{Finding, escaped, insert, put, refusal};

/// What one verification says, by JSON pointers.
struct Said<'s> {
    /// What was found to be right by its own name.
    named: BTreeSet<&'s str>,
    /// The same with all of the rest that was found to be right, and with what was corrected.
    right: BTreeSet<&'s str>,
    corrected: BTreeMap<&'s str, &'s Value>,
}

impl<'s> Said<'s> {
    fn of((rest, found): (&'s [Finding], &'s [Finding]), corrections: &'s [(String, Value)]) -> Self {
        let right = |all: &'s [Finding]| all.iter().filter(|it| it.status == "verified").map(|it| it.pointer.as_str());
        Self {
            named: right(found).collect(),
            right: right(found).chain(right(rest)).chain(corrections.iter().map(|it| it.0.as_str())).collect(),
            corrected: corrections.iter().map(|it| (it.0.as_str(), &it.1)).collect(),
        }
    }

    /// The correction that has this field, of itself or of what it lies in, and what it says there.
    fn at(&self, own: &str) -> Option<(&'s str, &'s Value)> {
        around(own).find_map(|it| {
            let (whole, value) = self.corrected.get_key_value(it)?;
            Some((*whole, value.pointer(own.strip_prefix(it)?)?))
        })
    }

    fn corrects(&self, place: &str) -> bool {
        around(place).any(|it| self.corrected.contains_key(it))
    }
}

fn evidence_in(root: &Value) -> Map<String, Value> {
    root.get("evidence").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Where something is said of a verifier's field although the claim beside it is disputed: it would count for nothing.
fn beside_disputed(it: &Beside, said: &Said<'_>) -> Option<Refusal> {
    let place = match said.at(&it.own) {
        Some((whole, value)) if !value.is_null() => {
            let below = it.own.strip_prefix(whole).unwrap_or_default();
            format!("/corrections/{}{below}", escaped(whole))
        }
        None if said.named.contains(it.own.as_str()) => format!("/evidence/{}", escaped(&it.own)),
        _ => return None,
    };
    let message = wording!(
        "klaim di sampingnya disengketakan, jadi ini tidak akan berlaku: sengketakan klaimnya atau sebutkan yang ditemukan, salah satu saja",
        "the claim beside it is disputed, so this would not count: dispute the claim or say what was found, only one of them"
    );
    Some(refusal(place, message))
}

/// The facts with what is claimed in place of what a verifier did not fill in, where the claim was found to be right: by one of the
/// findings, or because it was corrected. What is said there itself stands, also that there is none, and is signed; what was found beside
/// a claim falls with it if the claim is disputed, or corrected to none. `before` are the facts as they were before the verification,
/// `found` the findings of the rest and those that were named.
///
/// # Errors
/// Where something is said of such a field although the claim beside it is disputed.
pub(crate) fn taken_over(
    rulebook: &Rulebook,
    (before, facts): (&str, &str),
    found: (&[Finding], &[Finding]),
    corrections: &[(String, Value)],
) -> Result<String, Vec<Refusal>> {
    if !has_any(rulebook) {
        return Ok(facts.to_owned());
    }
    let said = Said::of(found, corrections);
    let mut root: Value = serde_json::from_str(facts).unwrap_or_default();
    let signed_before = evidence_in(&serde_json::from_str(before).unwrap_or_default());
    // What is put beside one claim says nothing of another.
    let (evidence, mut refusals) = (evidence_in(&root), Vec::new());
    for it in all(rulebook, &root) {
        let is_none = root.pointer(&it.own).is_none_or(Value::is_null);
        let is_named = said.right.contains(it.own.as_str());
        if dispute(&evidence, &it.claim).is_some() {
            refusals.extend(beside_disputed(&it, &said));
            forget(&mut root, &it.own);
        } else if said.at(&it.own).is_some() {
            sign_none(&mut root, &evidence, &it.own);
        } else if is_named {
            if is_none && !signed_before.contains_key(&it.own) {
                take_over(&mut root, &evidence, &said, &it);
            }
        } else if said.corrects(&it.claim) {
            forget(&mut root, &it.own);
            take_over(&mut root, &evidence, &said, &it);
        } else if is_none && !evidence.contains_key(&it.own) {
            take_over(&mut root, &evidence, &said, &it);
        }
    }
    if refusals.is_empty() { Ok(root.to_string()) } else { Err(refusals) }
}

/// The claim in the place of the verifier's field, if it is known and was found to be right: with its evidence, unless the verifier names
/// some for the field.
fn take_over(root: &mut Value, evidence: &Map<String, Value>, said: &Said<'_>, it: &Beside) {
    let Some(claim) = root.pointer(&it.claim).filter(|it| is_known(it)).cloned() else { return };
    if !is_right(evidence, &said.right, &it.claim) || !put(root, &it.own, claim) {
        return;
    }
    if let Some(of_claim) = evidence.get(&it.claim).filter(|_| !said.right.contains(it.own.as_str())) {
        insert(root, "evidence", &it.own, of_claim.clone());
    }
}

/// Whoever found that there is none says so at the field itself: the evidence of what it lies in speaks of the claim as well.
fn sign_none(root: &mut Value, evidence: &Map<String, Value>, own: &str) {
    if evidence.contains_key(own) || root.pointer(own).is_some_and(|it| !it.is_null()) {
        return;
    }
    let nearest = around(own).find_map(|it| evidence.get(it)).and_then(Value::as_object);
    let Some(nearest) = nearest else { return };
    let signature = nearest.iter().filter(|it| ["status", "by", "on"].contains(&it.0.as_str()));
    let signature: Map<String, Value> = signature.map(|(name, value)| (name.clone(), value.clone())).collect();
    insert(root, "evidence", own, Value::Object(signature));
}

fn forget(root: &mut Value, own: &str) {
    if root.pointer(own).is_some_and(|it| !it.is_null()) {
        put(root, own, Value::Null);
    }
    if let Some(evidence) = root.get_mut("evidence").and_then(Value::as_object_mut) {
        evidence.remove(own);
    }
}

fn is_known(value: &Value) -> bool {
    !value.is_null() && !value.is_object()
}

/// Whether what is said of a claim, nearest to it, was found now.
fn is_right(evidence: &Map<String, Value>, right: &BTreeSet<&str>, claim: &str) -> bool {
    around(claim).find(|it| evidence.contains_key(*it)).is_some_and(|it| right.contains(it))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::server::service::facts::beside::tests::rules;

    fn verified(pointer: &str) -> Finding {
        Finding { pointer: pointer.to_owned(), status: "verified".to_owned(), ..Finding::default() }
    }

    fn over(facts: &Value, found: &[Finding], corrections: &[(String, Value)]) -> Value {
        since(facts, facts, found, corrections)
    }

    fn since(before: &Value, facts: &Value, found: &[Finding], corrections: &[(String, Value)]) -> Value {
        let both = (before.to_string(), facts.to_string());
        let taken = taken_over(&rules(), (&both.0, &both.1), (&[], found), corrections).unwrap();
        serde_json::from_str(&taken).unwrap()
    }

    #[test]
    fn a_claim_that_was_found_right_is_taken_over_and_no_other() {
        let facts = json!({
            "score": 3, "verified": null,
            "list": [{"score": 1, "verified": null}, {"score": 2, "verified": 0}, {"score": null}, {"score": {"unknown": "x"}}, {"score": 4}],
            "evidence": {
                "/score": {"status": "verified", "by": "Siti"}, "/list": {"status": "verified"}, "/list/4": {"status": "disputed"},
            },
        });
        let found = over(&facts, &[verified("/list")], &[]);
        assert_eq!(found["verified"], json!(null), "what was found before stays as it was");
        let list: Vec<&Value> = found["list"].as_array().unwrap().iter().map(|it| &it["verified"]).collect();
        assert_eq!(list, [&json!(1), &json!(0), &json!(null), &json!(null), &json!(null)]);
        let all = over(&facts, &[verified("/score"), verified("/list")], &[]);
        assert_eq!(all["verified"], json!(3));
        assert_eq!(all["evidence"]["/verified"], json!({"status": "verified", "by": "Siti"}));
    }

    #[test]
    fn where_a_correction_says_that_there_is_none_there_is_none() {
        let facts = json!({"list": [{"score": 1, "verified": null}, {"score": 2}], "evidence": {"/list": {"status": "verified"}}});
        for none in [("/list/0/verified", json!(null)), ("/list/0", json!({"score": 1, "verified": null}))] {
            let found = over(&facts, &[verified("/list")], &[(none.0.to_owned(), none.1)]);
            assert_eq!(found["list"], json!([{"score": 1, "verified": null}, {"score": 2, "verified": 2}]));
        }
        let silent = [("/list/0".to_owned(), json!({"score": 1}))];
        assert_eq!(over(&facts, &[verified("/list")], &silent)["list"][0]["verified"], json!(1));
    }

    #[test]
    fn what_was_found_falls_with_a_claim_that_is_disputed_and_follows_one_that_is_corrected() {
        let found = json!({"status": "verified"});
        let facts = json!({
            "score": 3, "verified": 3, "list": [{"score": 2, "verified": 2}],
            "evidence": {"/score": {"status": "disputed"}, "/verified": found, "/list": found},
        });
        let after = over(&facts, &[], &[]);
        assert_eq!((&after["verified"], &after["evidence"]["/verified"]), (&json!(null), &json!(null)));
        assert_eq!(after["list"], facts["list"]);
        let mut facts = json!({"list": [{"score": 1, "verified": 2}], "evidence": {"/list": found}});
        let corrected = [("/list/0/score".to_owned(), json!(1))];
        assert_eq!(over(&facts, &[verified("/list")], &corrected)["list"][0]["verified"], json!(1));
        facts["list"][0]["verified"] = json!(4);
        assert_eq!(over(&facts, &[verified("/list")], &[])["list"][0]["verified"], json!(4));
    }

    #[test]
    fn what_was_found_keeps_its_signature_and_what_is_taken_over_has_that_of_the_claim() {
        let (siti, budi) = (json!({"status": "verified", "by": "siti"}), json!({"status": "verified", "by": "budi"}));
        // Siti found that there is none; that Budi finds the claim right does not change what she found.
        let none = json!({"score": 4, "verified": null, "evidence": {"/score": budi, "/verified": siti}});
        let found = over(&none, &[verified("/score")], &[]);
        assert_eq!((&found["verified"], &found["evidence"]["/verified"]), (&json!(null), &siti));
        // A claim that Budi corrected is his finding.
        let two = json!({"score": 3, "verified": 2, "evidence": {"/score": budi, "/verified": siti}});
        let corrected = [("/score".to_owned(), json!(3))];
        let found = over(&two, &[], &corrected);
        assert_eq!((&found["verified"], &found["evidence"]["/verified"]), (&json!(3), &budi));
        // Where he says both, both stand.
        let found = over(&two, &[verified("/verified")], &corrected);
        assert_eq!((&found["verified"], &found["evidence"]["/verified"]), (&json!(2), &siti));
        // Beside a claim that was corrected to none nothing is verified.
        let gone = json!({"score": null, "verified": 2, "evidence": {"/score": budi, "/verified": siti}});
        let found = over(&gone, &[], &[("/score".to_owned(), json!(null))]);
        assert_eq!((&found["verified"], found["evidence"].get("/verified")), (&json!(null), None));
    }

    #[test]
    fn that_there_is_none_is_signed_where_the_evidence_speaks_of_the_claim_as_well() {
        let siti = json!({"status": "verified", "by": "siti", "on": "2026-01-02", "reference": "SK 1"});
        let mut facts = json!({"list": [{"score": 1, "verified": null}, {"score": 2}], "evidence": {"/list": siti}});
        let none = [("/list/0/verified".to_owned(), json!(null))];
        let found = over(&facts, &[verified("/list")], &none);
        let signed = json!({"status": "verified", "by": "siti", "on": "2026-01-02"});
        assert_eq!(found["evidence"], json!({"/list": siti, "/list/0/verified": signed}));
        // Whoever finds the list right later has not found a score.
        let again = over(&found, &[verified("/list")], &[]);
        assert_eq!(again["list"], json!([{"score": 1, "verified": null}, {"score": 2, "verified": 2}]));
        // A field that is confirmed while it is empty is taken over, with the evidence that the verifier names for it.
        let before = facts.clone();
        facts["evidence"]["/list/0/verified"] = json!({"status": "verified", "by": "siti", "reference": "SK 2"});
        let named = [verified("/list"), verified("/list/0/verified")];
        let found = since(&before, &facts, &named, &[]);
        assert_eq!(found["list"][0]["verified"], json!(1));
        assert_eq!(found["evidence"]["/list/0/verified"]["reference"], json!("SK 2"));
        // Signed before, it is confirmed that there is none.
        assert_eq!(over(&facts, &named, &[])["list"][0]["verified"], json!(null));
    }

    #[test]
    fn nothing_is_found_beside_a_claim_that_is_disputed() {
        let refused = |disputed: &str, found: &[Finding], corrections: &[(&str, Value)]| -> Vec<String> {
            let mut facts = json!({"score": 3, "verified": 2, "list": [{"score": 1, "verified": 1}]});
            facts["evidence"] = json!({disputed: {"status": "disputed"}});
            let corrections: Vec<(String, Value)> =
                corrections.iter().map(|it| (it.0.to_owned(), it.1.clone())).collect();
            let facts = facts.to_string();
            let refused = taken_over(&rules(), (&facts, &facts), (&[], found), &corrections).err().unwrap_or_default();
            refused.into_iter().map(|it| it.pointer).collect()
        };
        assert_eq!(refused("/score", &[], &[("/verified", json!(2))]), ["/corrections/~1verified"]);
        assert_eq!(refused("/score", &[verified("/verified")], &[]), ["/evidence/~1verified"]);
        let whole = [("/list/0", json!({"score": 1, "verified": 1}))];
        assert_eq!(refused("/list/0/score", &[], &whole), ["/corrections/~1list~10/verified"]);
        assert_eq!(refused("/list", &[], &[("/list/0/verified", json!(1))]), ["/corrections/~1list~10~1verified"]);
        assert!(refused("/score", &[], &[("/verified", json!(null))]).is_empty());
        assert!(refused("/score", &[], &[("/list/0/verified", json!(1))]).is_empty());
        assert!(refused("/list", &[verified("/verified")], &[]).is_empty());
    }
}
