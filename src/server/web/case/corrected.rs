//! What verifiers corrected, with what the agency had claimed.
//!
//! Knows nothing of: how a fact is verified.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::engine::types::{Rulebook, Type};
use crate::server::service::{Corrected, around, type_at};
use crate::server::words::Words;

use super::value::shown;

/// So many corrections are told at once.
const MOST: usize = 30;

/// Corrections by the pointer of the fact that they are part of.
pub(super) type ByFact<'c> = BTreeMap<&'c str, Vec<&'c Corrected>>;

/// Each correction at the nearest of these facts around it.
pub(super) fn by_fact<'c>(
    facts: impl Iterator<Item = &'c str>,
    all: impl Iterator<Item = &'c Corrected>,
) -> ByFact<'c> {
    let facts: BTreeSet<&str> = facts.collect();
    let mut found = ByFact::new();
    for it in all {
        if let Some(fact) = around(&it.path).find_map(|it| facts.get(it)) {
            found.entry(fact).or_default().push(it);
        }
    }
    found
}

/// Values that were corrected: those of one verification in the history, or of one fact beside it.
pub(super) fn told<'c>(words: Words, rulebook: Option<&Rulebook>, all: impl Iterator<Item = &'c Corrected>) -> Markup {
    let all: Vec<&Corrected> = if rulebook.is_some() { all.collect() } else { Vec::new() };
    let others = all.len().saturating_sub(MOST);
    html! {
        @if let Some(rulebook) = rulebook { @for it in all.iter().take(MOST) { (one(words, rulebook, it)) } }
        @if others > 0 { div.evidence { (words.say("dan koreksi lain: ", "and other corrections: ")) (others) } }
    }
}

fn one(words: Words, rulebook: &Rulebook, it: &Corrected) -> Markup {
    let ty = type_at(rulebook, &it.path).unwrap_or(&Type::Broken);
    html! {
        div.evidence {
            (it.name.get(words.0)) ": "
            (shown(words, rulebook, ty, it.before.as_ref())) " " (words.say("sebelumnya", "before"))
            " → " strong { (shown(words, rulebook, ty, it.after.as_ref())) } " "
            (words.say("dikoreksi", "corrected by")) " " (it.person)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Wording;

    #[test]
    fn a_correction_stands_at_the_nearest_fact() {
        let of = |path: &str| Corrected {
            version: 1,
            person: String::new(),
            path: path.to_owned(),
            name: Wording::default(),
            before: None,
            after: None,
            stands: true,
        };
        let all = [of("/list/1/b"), of("/list/2/b"), of("/a"), of("/other")];
        let found = by_fact(["/a", "/list", "/list/1"].into_iter(), all.iter());
        let told: Vec<(&str, Vec<&str>)> =
            found.iter().map(|(fact, all)| (*fact, all.iter().map(|it| it.path.as_str()).collect())).collect();
        assert_eq!(told, [("/a", vec!["/a"]), ("/list", vec!["/list/2/b"]), ("/list/1", vec!["/list/1/b"])]);
    }
}
