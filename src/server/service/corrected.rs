//! What verifications corrected: each value before and after, read from the facts that are kept of every step.
//!
//! Knows nothing of: how it is shown, why it was corrected.

use serde_json::Value;

use crate::engine::select;
use crate::server::actor::Actor;

use super::facts::escaped;
use super::{Dossier, Service, ServiceError, Step};

/// A value that a verifier replaced.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Corrected {
    /// The version of the case that the verification led to.
    pub(crate) version: i64,
    pub(crate) person: String,
    /// JSON pointer.
    pub(crate) path: String,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

impl Service {
    /// Everything that verifications of a case corrected, in the order of time; not the date that the service sets.
    pub(crate) async fn corrected(&self, actor: &Actor, dossier: &Dossier) -> Result<Vec<Corrected>, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let date: Option<String> =
            dossier.rulebook().map(|it| select::selecting_path(it).iter().flat_map(|it| ["/", it]).collect());
        let mut all = Vec::new();
        for (earlier, event) in dossier.events.iter().zip(dossier.events.iter().skip(1)) {
            if event.step != Step::Verification.name() {
                continue;
            }
            let before = scoped.snapshot(&dossier.case, earlier.snapshot).await?;
            let after = scoped.snapshot(&dossier.case, event.snapshot).await?;
            let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
            let mut found = Vec::new();
            differing((Some(&read(&before.facts)), Some(&read(&after.facts))), "", &mut found);
            let found = found.into_iter().filter(|it| Some(&it.0) != date.as_ref());
            all.extend(found.map(|(path, before, after)| Corrected {
                version: event.version,
                person: event.person.clone(),
                path,
                before,
                after,
            }));
        }
        Ok(all)
    }
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
    fn only_the_values_that_were_replaced_are_told() {
        let before = json!({"a": "1", "list": [{"b": 1}, {"b": 2}], "evidence": {"/a": {"status": "claimed"}}});
        let after = json!({"a": "1", "list": [{"b": 1}, {"b": 3}], "evidence": {"/a": {"status": "verified"}}});
        let mut found = Vec::new();
        differing((Some(&before), Some(&after)), "", &mut found);
        assert_eq!(found, [("/list/1/b".to_owned(), Some(json!(2)), Some(json!(3)))]);
    }
}
