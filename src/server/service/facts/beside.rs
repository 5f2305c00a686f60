//! Fields that a verifier fills in beside those of the agency: where they are, and that an agency says nothing there.
//!
//! Knows nothing of: who verifies, how evidence is kept.

use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::{Rulebook, Type};
use crate::server::service::paired::type_at;
use crate::server::service::statuses::dispute;
use crate::wording;

use super::{escaped, refusal, unescaped};

/// Both places of a field that a verifier fills in: its own, and that of the claim beside it. JSON pointers.
pub(super) struct Beside {
    pub(super) own: String,
    pub(super) claim: String,
}

/// All of them where the facts have a record for them.
pub(super) fn all(rulebook: &Rulebook, facts: &Value) -> Vec<Beside> {
    let mut found = Vec::new();
    if has_any(rulebook) {
        gather(rulebook, &Type::Record(0), facts, "", &mut found);
    }
    found
}

pub(super) fn has_any(rulebook: &Rulebook) -> bool {
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

/// Whether what a verifier found here fell with the claim beside it, which is disputed.
pub(crate) fn fell_with_claim(rulebook: &Rulebook, facts: &Value, own: &str) -> bool {
    let is_none = facts.pointer(own).is_none_or(Value::is_null);
    let evidence = facts.get("evidence").and_then(Value::as_object);
    let claim = claim_beside(rulebook, own).filter(|_| is_none);
    claim.zip(evidence).is_some_and(|(claim, evidence)| dispute(evidence, &claim).is_some())
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
pub(super) mod tests {
    use serde_json::json;

    use super::*;
    use crate::engine::sample;

    /// `score` and `verified` of the case, and in every entry of `list`.
    pub(in super::super) fn rules() -> Rulebook {
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
