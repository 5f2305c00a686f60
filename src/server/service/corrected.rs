//! What verifications corrected: each value before and after, read from the facts that are kept of every step.
//!
//! Knows nothing of: how it is shown, why it was corrected.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::select;
use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::{Language, Wording};
use crate::server::actor::Actor;
use crate::server::stated::{named, one_line};
use crate::server::store::{CaseRow, EventRow, RulingRow, SnapshotRow};
use crate::server::words::Words;

use super::facts::{claim_beside, escaped, fell_with_claim};
use super::paired::type_at;
use super::{Dossier, Service, ServiceError, Step};

/// A value that a verifier replaced.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Corrected {
    /// The version of the case that the verification led to.
    pub(crate) version: i64,
    pub(crate) person: String,
    /// JSON pointer.
    pub(crate) path: String,
    /// What it was called then.
    pub(crate) name: Wording,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
    /// Whether it counts still: what was found beside a claim falls with a claim that is disputed.
    pub(crate) stands: bool,
}

/// What became of a value in a verification.
enum Change {
    /// From one to another, at a pointer.
    Corrected(String, Option<Value>, Option<Value>),
    /// What was found beside a claim is what was claimed.
    Same(String, Option<Value>),
    /// It fell with a claim that is disputed.
    Fell,
}

/// The same in words, as rulings and letters tell it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CorrectedFact {
    /// JSON pointer.
    pub(crate) path: String,
    pub(crate) name: Wording,
    pub(crate) before: Wording,
    pub(crate) after: Wording,
    pub(crate) person: String,
}

impl Service {
    /// Everything that verifications of a case corrected, in the order of time; not the date that the service sets.
    pub(crate) async fn corrected(&self, actor: &Actor, dossier: &Dossier) -> Result<Vec<Corrected>, ServiceError> {
        self.corrected_in(actor, (&dossier.case, dossier.rulebook()), &dossier.events).await
    }

    /// The same of these steps of a case, which follow one another.
    async fn corrected_in(
        &self,
        actor: &Actor,
        (case, rulebook): (&CaseRow, Option<&Rulebook>),
        events: &[EventRow],
    ) -> Result<Vec<Corrected>, ServiceError> {
        let date: Option<String> =
            rulebook.map(|it| select::selecting_path(it).iter().flat_map(|it| ["/", it]).collect());
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let mut all = Vec::new();
        // Where verifications follow one another, the facts after one are those before the next.
        let mut latest: Option<(i64, Value)> = None;
        for (earlier, event) in events.iter().zip(events.iter().skip(1)) {
            if event.step != Step::Verification.name() || event.snapshot == earlier.snapshot {
                continue;
            }
            let before = match latest.take() {
                Some((number, facts)) if number == earlier.snapshot => facts,
                _ => read(&scoped.snapshot(case, earlier.snapshot).await?),
            };
            let after = read(&scoped.snapshot(case, event.snapshot).await?);
            let mut found = Vec::new();
            differing((Some(&before), Some(&after)), "", &mut found);
            found.extend(rulebook.into_iter().flat_map(|it| found_none(it, &before, &after)));
            let found = found.into_iter().filter(|it| Some(&it.0) != date.as_ref());
            add(&mut all, found.map(|it| change(rulebook, &after, it)), (event, rulebook, &after));
            latest = Some((event.snapshot, after));
        }
        Ok(all)
    }
}

impl Service {
    /// What stands corrected among the facts of a ruling: each value as the agency claimed it last, and as it was ruled on.
    pub(super) async fn corrected_before(
        &self,
        actor: &Actor,
        (ruling, case): (&RulingRow, &CaseRow),
        rulebook: Option<&Rulebook>,
    ) -> Result<Vec<CorrectedFact>, ServiceError> {
        let Some(rulebook) = rulebook else { return Ok(Vec::new()) };
        let mut events = self.store.of(&actor.scope()).events(case).await?;
        events.retain(|it| it.snapshot <= ruling.snapshot);
        events.drain(..claimed_last(&events));
        let all = self.corrected_in(actor, (case, Some(rulebook)), &events).await?;
        Ok(together(all).into_iter().map(|it| in_words(rulebook, it)).collect())
    }
}

/// What a verification changed, after what those before it had.
fn add(
    all: &mut Vec<Corrected>,
    changes: impl Iterator<Item = Change>,
    (event, rulebook, facts): (&EventRow, Option<&Rulebook>, &Value),
) {
    let told = |path: String, (before, after), stands| Corrected {
        version: event.version,
        person: event.person.clone(),
        name: in_both(|words| rulebook.map_or_else(|| path.clone(), |it| named(words, it, facts, &path))),
        path,
        before,
        after,
        stands,
    };
    let (mut found, mut same) = (Vec::new(), BTreeMap::new());
    for it in changes {
        match it {
            Change::Corrected(path, before, after) => found.push(told(path, (before, after), true)),
            Change::Same(path, after) => {
                same.insert(path, after);
            }
            Change::Fell => {}
        }
    }
    for earlier in all.iter_mut().filter(|it| it.stands) {
        if let Some(after) = same.remove(&earlier.path) {
            earlier.stands = false;
            found.push(told(earlier.path.clone(), (earlier.after.clone(), after), false));
        } else if rulebook.is_some_and(|it| fell_with_claim(it, facts, &earlier.path)) {
            earlier.stands = false;
        }
    }
    all.append(&mut found);
}

/// Where a verifier found now that there is none of what is claimed beside it: nothing stood there before either.
fn found_none(rulebook: &Rulebook, before: &Value, after: &Value) -> Vec<(String, Option<Value>, Option<Value>)> {
    let none = |facts: &Value, it: &str| facts.pointer(it).is_none_or(Value::is_null);
    let earlier = before.get("evidence").and_then(Value::as_object);
    let signed = after.get("evidence").and_then(Value::as_object).into_iter().flatten().map(|it| it.0);
    let new = signed.filter(|it| earlier.is_none_or(|all| !all.contains_key(*it)));
    let new = new.filter(|it| claim_beside(rulebook, it).is_some() && none(before, it) && none(after, it));
    new.map(|it| (it.clone(), Some(Value::Null), Some(Value::Null))).collect()
}

/// What a verifier filled in beside a claim is held against the claim: it corrects it, or it does not.
fn change(
    rulebook: Option<&Rulebook>,
    facts: &Value,
    (path, before, after): (String, Option<Value>, Option<Value>),
) -> Change {
    if rulebook.is_some_and(|it| fell_with_claim(it, facts, &path)) {
        return Change::Fell;
    }
    let is_first = before.as_ref().is_none_or(Value::is_null);
    let claim = rulebook.filter(|_| is_first).and_then(|it| claim_beside(it, &path));
    let before = claim.map_or(before, |it| facts.pointer(&it).cloned());
    if before == after { Change::Same(path, after) } else { Change::Corrected(path, before, after) }
}

/// The number of the step with which the agency claimed all facts last: what was corrected before does not stand any more.
pub(crate) fn claimed_last(events: &[EventRow]) -> usize {
    events.iter().rposition(|it| it.step == Step::Facts.name()).unwrap_or(0)
}

/// Each value once, as it was first and last; not those that are as they were, or that do not count any more.
fn together(all: Vec<Corrected>) -> Vec<Corrected> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<Corrected> = Vec::new();
    for it in all.into_iter().filter(|it| it.stands) {
        if let Some(first) = places.get(&it.path).and_then(|place| found.get_mut(*place)) {
            *first = Corrected { before: first.before.take(), ..it };
        } else {
            places.insert(it.path.clone(), found.len());
            found.push(it);
        }
    }
    found.retain(|it| it.before != it.after);
    found
}

fn in_both(said: impl Fn(Words) -> String) -> Wording {
    Wording::new(said(Words(Language::Indonesian)), said(Words(Language::English)))
}

fn in_words(rulebook: &Rulebook, it: Corrected) -> CorrectedFact {
    let ty = type_at(rulebook, &it.path).unwrap_or(&Type::Broken);
    CorrectedFact {
        before: in_both(|words| one_line(words, rulebook, ty, it.before.as_ref())),
        after: in_both(|words| one_line(words, rulebook, ty, it.after.as_ref())),
        name: it.name,
        path: it.path,
        person: it.person,
    }
}

fn read(snapshot: &SnapshotRow) -> Value {
    serde_json::from_str(&snapshot.facts).unwrap_or_default()
}

/// The smallest parts that differ, apart from evidence and judgements.
fn differing(
    (before, after): (Option<&Value>, Option<&Value>),
    place: &str,
    found: &mut Vec<(String, Option<Value>, Option<Value>)>,
) {
    if before == after || matches!(place, "/evidence" | "/judgements") {
        return;
    }
    match (before, after) {
        (Some(Value::Object(one)), Some(Value::Object(other)))
            if !one.contains_key("unknown") && !other.contains_key("unknown") =>
        {
            let mut names: Vec<&String> = one.keys().chain(other.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                differing((one.get(name), other.get(name)), &format!("{place}/{}", escaped(name)), found);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) if one.len() == other.len() => {
            for (number, (one, other)) in one.iter().zip(other).enumerate() {
                differing((Some(one), Some(other)), &format!("{place}/{number}"), found);
            }
        }
        _ => found.push((place.to_owned(), before.cloned(), after.cloned())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_that_was_corrected_twice_is_told_as_it_was_first_and_last() {
        let of = |path: &str, before: i64, after: i64, person: &str| Corrected {
            version: 1,
            person: person.to_owned(),
            path: path.to_owned(),
            name: Wording::default(),
            before: Some(json!(before)),
            after: Some(json!(after)),
            stands: true,
        };
        let found = together(vec![
            of("/a", 10, 12, "Siti"),
            of("/b", 1, 2, "Siti"),
            of("/a", 12, 14, "Budi"),
            of("/b", 2, 1, "Budi"),
        ]);
        assert_eq!(found, [of("/a", 10, 14, "Budi")]);
    }

    #[test]
    fn only_the_values_that_were_replaced_are_told() {
        let before = json!({"a": "1", "list": [{"b": 1}, {"b": 2}], "evidence": {"/a": {"status": "claimed"}}});
        let after = json!({"a": "1", "list": [{"b": 1}, {"b": 3}], "evidence": {"/a": {"status": "verified"}}});
        let mut found = Vec::new();
        differing((Some(&before), Some(&after)), "", &mut found);
        assert_eq!(found, [("/list/1/b".to_owned(), Some(json!(2)), Some(json!(3)))]);
    }
}
