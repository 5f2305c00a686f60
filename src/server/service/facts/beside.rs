//! Fields that a verifier fills in beside those of the agency: an agency says nothing there, and what a verifier confirms is taken over.
//!
//! Knows nothing of: who verifies, how evidence is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::engine::case::Refusal;
use crate::engine::types::{Rulebook, Type};
use crate::server::service::paired::type_at;
use crate::server::service::statuses::around;
use crate::wording;

use super::{Finding, escaped, put, refusal, unescaped};

/// Both places of a field that a verifier fills in: its own, and that of the claim beside it. JSON pointers.
struct Beside {
    own: String,
    claim: String,
}

/// All of them where the facts have a record for them.
fn all(rulebook: &Rulebook, facts: &Value) -> Vec<Beside> {
    let mut found = Vec::new();
    if has_any(rulebook) {
        gather(rulebook, &Type::Record(0), facts, "", &mut found);
    }
    found
}

fn has_any(rulebook: &Rulebook) -> bool {
    rulebook.records.iter().any(|it| it.fields.iter().any(|it| it.verifies.is_some()))
}

fn gather(rulebook: &Rulebook, ty: &Type, value: &Value, place: &str, found: &mut Vec<Beside>) {
    match (ty, value) {
        (Type::Record(record), Value::Object(members)) => {
            for field in rulebook.records.get(*record).map_or(&[][..], |it| &it.fields) {
                let own = format!("{place}/{}", escaped(&field.name));
                match (&field.verifies, members.get(&field.name)) {
                    (Some(claim), _) => found.push(Beside { claim: format!("{place}/{}", escaped(claim)), own }),
                    (None, Some(inside)) => gather(rulebook, &field.ty, inside, &own, found),
                    (None, None) => {}
                }
            }
        }
        (Type::List { element, .. }, Value::Array(elements)) if !matches!(**element, Type::Truth | Type::Text) => {
            for (number, it) in elements.iter().enumerate() {
                gather(rulebook, element, it, &format!("{place}/{number}"), found);
            }
        }
        _ => {}
    }
}

/// Where an agency says what only a verifier may say. `canonical` gives what was read of the facts.
pub(super) fn only_claims(rulebook: &Rulebook, canonical: impl FnOnce() -> String) -> Vec<Refusal> {
    if !has_any(rulebook) {
        return Vec::new();
    }
    let canonical = canonical();
    let facts: Value = serde_json::from_str(&canonical).unwrap_or_default();
    let evidence = facts.get("evidence");
    let message = || wording!("diisi oleh verifikator; kosongkan", "is filled in by a verifier; leave it out");
    let mut refusals = Vec::new();
    for own in all(rulebook, &facts).into_iter().map(|it| it.own) {
        if evidence.is_some_and(|it| it.get(&own).is_some()) {
            refusals.push(refusal(format!("/evidence/{}", escaped(&own)), message()));
        }
        if facts.pointer(&own).is_some_and(|it| !it.is_null()) {
            refusals.push(refusal(own, message()));
        }
    }
    refusals
}

/// The facts without what a verifier filled in, as an agency claims them.
pub(crate) fn as_claimed(rulebook: &Rulebook, facts: &Value) -> Value {
    let mut claimed = facts.clone();
    for it in all(rulebook, facts) {
        let Some((around, name)) = it.own.rsplit_once('/') else { continue };
        if let Some(members) = claimed.pointer_mut(around).and_then(Value::as_object_mut) {
            members.remove(&unescaped(name));
        }
        if let Some(evidence) = claimed.get_mut("evidence").and_then(Value::as_object_mut) {
            evidence.remove(&it.own);
        }
    }
    claimed
}

/// What is said of a verifier's field although the claim beside it is disputed at the same time: it would count for nothing.
pub(crate) fn beside_disputed(
    rulebook: &Rulebook,
    facts: &str,
    found: &[Finding],
    corrections: &[(String, Value)],
) -> Vec<Refusal> {
    let named = |status: &str| -> BTreeSet<&str> {
        found.iter().filter(|it| it.status == status).map(|it| it.pointer.as_str()).collect()
    };
    let (disputed, right) = (named("disputed"), named("verified"));
    if disputed.is_empty() || !has_any(rulebook) {
        return Vec::new();
    }
    let root: Value = serde_json::from_str(facts).unwrap_or_default();
    let corrected: BTreeMap<&str, &Value> = corrections.iter().map(|it| (it.0.as_str(), &it.1)).collect();
    let mut refusals = Vec::new();
    for it in all(rulebook, &root).iter().filter(|it| around(&it.claim).any(|it| disputed.contains(it))) {
        let place = match said_at(&corrected, &it.own) {
            Some((whole, value)) if !value.is_null() => {
                let below = it.own.strip_prefix(whole).unwrap_or_default();
                format!("/corrections/{}{below}", escaped(whole))
            }
            _ if right.contains(it.own.as_str()) => format!("/evidence/{}", escaped(&it.own)),
            _ => continue,
        };
        let message = wording!(
            "klaim di sampingnya disengketakan, jadi ini tidak akan berlaku: sengketakan klaimnya atau sebutkan yang ditemukan, salah satu saja",
            "the claim beside it is disputed, so this would not count: dispute the claim or say what was found, only one of them"
        );
        refusals.push(refusal(place, message));
    }
    refusals
}

/// The facts with what is claimed in place of what a verifier did not fill in, where the claim was found to be right: by one of the
/// findings, or because it was corrected. What is said there itself stands, also that there is none; what was found beside a claim falls
/// with it if the claim is disputed, or corrected to none.
pub(crate) fn taken_over(
    rulebook: &Rulebook,
    facts: &str,
    found: &[Finding],
    corrections: &[(String, Value)],
) -> String {
    if !has_any(rulebook) {
        return facts.to_owned();
    }
    let mut root: Value = serde_json::from_str(facts).unwrap_or_default();
    let right = found.iter().filter(|it| it.status == "verified").map(|it| it.pointer.as_str());
    let right: BTreeSet<&str> = right.chain(corrections.iter().map(|it| it.0.as_str())).collect();
    let corrected: BTreeMap<&str, &Value> = corrections.iter().map(|it| (it.0.as_str(), &it.1)).collect();
    let disputed: BTreeSet<&str> =
        found.iter().filter(|it| it.status == "disputed").map(|it| it.pointer.as_str()).collect();
    for it in all(rulebook, &root) {
        if around(&it.claim).any(|it| disputed.contains(it)) {
            forget(&mut root, &it.own);
        } else if right.contains(it.own.as_str()) || said_at(&corrected, &it.own).is_some() {
            // What is said there itself stands.
        } else if around(&it.claim).any(|it| corrected.contains_key(it)) {
            forget(&mut root, &it.own);
            take_over(&mut root, &right, &it);
        } else if is_open(&root, &it.own) {
            take_over(&mut root, &right, &it);
        }
    }
    root.to_string()
}

/// Whether nobody has said anything there, not even that there is none.
fn is_open(root: &Value, own: &str) -> bool {
    let is_signed = root.get("evidence").is_some_and(|it| it.get(own).is_some());
    !is_signed && root.pointer(own).is_none_or(Value::is_null)
}

/// The claim in the place of the verifier's field, with its evidence, if it is known and was found to be right.
fn take_over(root: &mut Value, right: &BTreeSet<&str>, it: &Beside) {
    let Some(claim) = root.pointer(&it.claim).filter(|it| is_known(it)).cloned() else { return };
    let nothing = Map::new();
    let evidence = root.get("evidence").and_then(Value::as_object).unwrap_or(&nothing);
    if !is_right(evidence, right, &it.claim) {
        return;
    }
    let of_claim = evidence.get(&it.claim).cloned();
    if put(root, &it.own, claim)
        && let Some(of_claim) = of_claim
    {
        super::insert(root, "evidence", &it.own, of_claim);
    }
}

/// The correction that has this field, of itself or of what it lies in, and what it says there.
fn said_at<'c>(corrected: &BTreeMap<&'c str, &'c Value>, own: &str) -> Option<(&'c str, &'c Value)> {
    around(own).find_map(|it| {
        let (whole, value) = corrected.get_key_value(it)?;
        Some((*whole, value.pointer(own.strip_prefix(it)?)?))
    })
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

/// Whether what is said of a claim, nearest to it, was found now, and nothing around it is disputed.
fn is_right(evidence: &Map<String, Value>, right: &BTreeSet<&str>, claim: &str) -> bool {
    let nearest = around(claim).find(|it| evidence.contains_key(*it));
    nearest.is_some_and(|it| right.contains(it)) && !around(claim).any(|it| is_disputed(evidence, it))
}

fn is_disputed(evidence: &Map<String, Value>, place: &str) -> bool {
    evidence.get(place).and_then(|it| it.get("status")).is_some_and(|it| it == "disputed")
}

/// Whether what a verifier found here fell with the claim beside it, which is disputed.
pub(crate) fn fell(rulebook: &Rulebook, facts: &Value, own: &str) -> bool {
    let is_none = facts.pointer(own).is_none_or(Value::is_null);
    let evidence = facts.get("evidence").and_then(Value::as_object);
    let claim = claim_beside(rulebook, own).filter(|_| is_none);
    claim.zip(evidence).is_some_and(|(claim, evidence)| around(&claim).any(|it| is_disputed(evidence, it)))
}

/// The place of the claim beside which a verifier fills in this field.
pub(crate) fn claim_beside(rulebook: &Rulebook, own: &str) -> Option<String> {
    let (around, name) = own.rsplit_once('/')?;
    let record = match (around, type_at(rulebook, around)) {
        ("", _) => 0,
        (_, Some(Type::Record(record))) => *record,
        _ => return None,
    };
    let name = unescaped(name);
    let claim = rulebook.records.get(record)?.fields.iter().find(|it| it.name == name)?.verifies.as_ref()?;
    Some(format!("{around}/{}", escaped(claim)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::engine::sample;

    /// `score` and `verified` of the case, and in every entry of `list`.
    fn rules() -> Rulebook {
        let number = Type::Number { scale: 0, least: 0, greatest: 4 };
        let pair = || {
            let mut verified = sample::optional("verified", number.clone());
            verified.verifies = Some("score".to_owned());
            vec![sample::optional("score", number.clone()), verified]
        };
        let list = Type::List { element: Box::new(Type::Record(1)), least: 0, greatest: 5 };
        let mut rules = sample::rulebook([pair(), vec![sample::field("list", list)]].concat(), vec![]);
        rules.records.truncate(1);
        rules.records.push(crate::engine::types::Record {
            name: "Entry".to_owned(),
            label: crate::engine::wording::Wording::default(),
            fields: pair(),
        });
        rules
    }

    fn verified(pointer: &str) -> Finding {
        Finding { pointer: pointer.to_owned(), status: "verified".to_owned(), ..Finding::default() }
    }

    fn over(facts: &Value, found: &[Finding], corrections: &[(String, Value)]) -> Value {
        serde_json::from_str(&taken_over(&rules(), &facts.to_string(), found, corrections)).unwrap()
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
        let dispute = Finding { pointer: "/score".to_owned(), status: "disputed".to_owned(), ..Finding::default() };
        let after = over(&facts, &[dispute], &[]);
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
    fn nothing_is_found_beside_a_claim_that_is_disputed_at_the_same_time() {
        let facts = json!({"score": 3, "verified": 2, "list": [{"score": 1, "verified": 1}]}).to_string();
        let dispute =
            |it: &str| Finding { pointer: it.to_owned(), status: "disputed".to_owned(), ..Finding::default() };
        let refused = |found: &[Finding], corrections: &[(&str, Value)]| -> Vec<String> {
            let corrections: Vec<(String, Value)> =
                corrections.iter().map(|it| (it.0.to_owned(), it.1.clone())).collect();
            beside_disputed(&rules(), &facts, found, &corrections).into_iter().map(|it| it.pointer).collect()
        };
        assert_eq!(refused(&[dispute("/score")], &[("/verified", json!(2))]), ["/corrections/~1verified"]);
        assert_eq!(refused(&[dispute("/score"), verified("/verified")], &[]), ["/evidence/~1verified"]);
        let whole = [("/list/0", json!({"score": 1, "verified": 1}))];
        assert_eq!(refused(&[dispute("/list/0/score")], &whole), ["/corrections/~1list~10/verified"]);
        assert!(refused(&[dispute("/score")], &[("/verified", json!(null))]).is_empty());
        assert!(refused(&[dispute("/score")], &[("/list/0/verified", json!(1))]).is_empty());
        assert!(refused(&[verified("/verified")], &[]).is_empty());
    }

    #[test]
    fn an_agency_says_nothing_in_the_place_of_a_verifier() {
        let facts = json!({
            "score": 3, "verified": 3, "list": [{"score": 1, "verified": {"unknown": "x"}}, {"verified": null}],
            "evidence": {"/list/1/verified": {"status": "claimed"}},
        });
        let refused: Vec<String> =
            only_claims(&rules(), || facts.to_string()).into_iter().map(|it| it.pointer).collect();
        assert_eq!(refused, ["/verified", "/list/0/verified", "/evidence/~1list~11~1verified"]);
        assert_eq!(as_claimed(&rules(), &facts), json!({"score": 3, "list": [{"score": 1}, {}], "evidence": {}}));
    }

    #[test]
    fn the_claim_beside_a_field_is_in_its_own_record() {
        assert_eq!(claim_beside(&rules(), "/verified").as_deref(), Some("/score"));
        assert_eq!(claim_beside(&rules(), "/list/3/verified").as_deref(), Some("/list/3/score"));
        for none in ["/score", "/list", "/list/3", "/no", "", "verified"] {
            assert_eq!(claim_beside(&rules(), none), None, "{none}");
        }
    }
}
