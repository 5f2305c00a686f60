//! The facts that a verifier judges: each fact of the case, and each record in a list by itself.
//!
//! Knows nothing of: how they are shown, what is found.

use std::collections::BTreeMap;

use crate::engine::case::Refusal;
use crate::engine::types::{Field, Rulebook, Type};
use crate::engine::wording::Wording;
use crate::server::service::{Dossier, FactLine, FactStatus, around, claim_beside, escaped, type_at, unescaped};
use crate::server::stated::{named, spot};
use crate::server::web::form::Form;
use crate::server::words::Words;

use super::input::{Leaf, leaves, verifier_of};

/// So many facts inside the entries of lists have a place of their own, if they have evidence of their own; the values of the others stand
/// at their entries.
const MOST: usize = 500;

/// All of them, in the order of the rules; the elements of a list come after it.
pub(super) struct Judged<'d> {
    pub(super) dossier: &'d Dossier,
    pub(super) lines: Vec<FactLine<'d>>,
    /// Facts that are not told one by one.
    pub(super) left_out: Vec<FactLine<'d>>,
    /// The number of each, by its pointer.
    places: BTreeMap<String, usize>,
}

/// The fact that a refusal of a verification is about: it stands at the evidence, at the correction, or in the facts.
fn fact_of(pointer: &str) -> Option<String> {
    if let Some(inside) = pointer.strip_prefix("/case") {
        return Some(inside.to_owned());
    }
    if let Some(evidence) = pointer.strip_prefix("/evidence/") {
        return Some(unescaped(evidence.split('/').next().unwrap_or_default()));
    }
    let (step, below) = pointer.strip_prefix("/corrections/").map(|it| it.split_once('/').unwrap_or((it, "")))?;
    let below = if below.is_empty() { String::new() } else { format!("/{below}") };
    Some(unescaped(step) + &below)
}

/// Whether a place is inside an entry of a list, not the entry itself.
fn is_inside_an_entry(rulebook: &Rulebook, path: &str) -> bool {
    around(path).skip(2).any(|it| matches!(type_at(rulebook, it), Some(Type::List { .. })))
}

impl<'d> Judged<'d> {
    pub(super) fn of(dossier: &'d Dossier) -> Self {
        let (mut lines, mut left_out, mut room) = (Vec::new(), Vec::new(), MOST);
        for it in dossier.one_by_one() {
            let is_inside = dossier.rulebook().is_some_and(|rulebook| is_inside_an_entry(rulebook, &it.path));
            match (is_inside, room) {
                (false, _) => lines.push(it),
                (true, 0) => left_out.push(it),
                (true, _) => {
                    room = room.saturating_sub(1);
                    lines.push(it);
                }
            }
        }
        let places = lines.iter().enumerate().map(|(number, it)| (it.path.clone(), number)).collect();
        Self { dossier, lines, left_out, places }
    }

    pub(super) fn rulebook(&self) -> Option<&'d Rulebook> {
        self.dossier.rulebook()
    }

    /// What a fact is called below its group.
    pub(super) fn name(&self, words: Words, line: &FactLine<'_>) -> String {
        self.name_at(words, &line.path)
    }

    pub(super) fn name_at(&self, words: Words, path: &str) -> String {
        self.rulebook().map_or_else(|| path.to_owned(), |it| named(words, it, &self.dossier.facts, path))
    }

    /// The fact at exactly this pointer.
    pub(super) fn line(&self, path: &str) -> Option<&FactLine<'d>> {
        self.places.get(path).and_then(|it| self.lines.get(*it))
    }

    /// The fact at a pointer, or the nearest one that it is inside of.
    fn around(&self, path: &str) -> Option<&FactLine<'d>> {
        around(path).find_map(|it| self.places.get(it)).and_then(|it| self.lines.get(*it))
    }

    /// The number of the fact that a refusal is about.
    pub(super) fn nearest(&self, refusal: &Refusal) -> Option<usize> {
        let fact = fact_of(&refusal.pointer)?;
        // What is found beside a claim and has no row yet is typed at the claim.
        let claim = self.rulebook().filter(|_| self.line(&fact).is_none()).and_then(|it| claim_beside(it, &fact));
        around(claim.as_deref().unwrap_or(&fact)).find_map(|it| self.places.get(it)).copied()
    }

    /// The same refusals with the name of what each is about, seen from a fact.
    pub(super) fn called(&self, words: Words, refusal: &Refusal, from: Option<&FactLine<'_>>) -> Refusal {
        let (Some(path), Some(rulebook)) = (fact_of(&refusal.pointer), self.rulebook()) else { return refusal.clone() };
        let own = from.is_some_and(|it| it.path == path);
        let Some(spot) = spot(words, rulebook, &self.dossier.facts, &path).filter(|_| !own) else {
            return refusal.clone();
        };
        let names = match from {
            Some(_) => spot.names.last().cloned().unwrap_or_default(),
            None => named(words, rulebook, &self.dossier.facts, &path),
        };
        let of = |text: &str| format!("{names}: {text}");
        let message = Wording::new(of(&refusal.message.id), of(&refusal.message.en));
        Refusal { message, ..refusal.clone() }
    }

    /// Every value of a fact that can be typed, but for those of facts that are judged by themselves.
    pub(super) fn leaves(&self, words: Words, line: &FactLine<'_>) -> Vec<Leaf<'d>> {
        let Some(rulebook) = self.rulebook().filter(|_| !self.is_list_of_records(line)) else { return Vec::new() };
        if let Some((path, field)) = self.found_beside(&line.path) {
            // A place of its own comes with a row of its own.
            let is_open = self.line(&path).is_none();
            let label = field.label.get(words.0).to_owned();
            let leaf = Leaf { path, label, ty: &field.ty, optional: true, value: line.value.cloned() };
            return if is_open { vec![leaf] } else { Vec::new() };
        }
        let Some(spot) = spot(words, rulebook, &self.dossier.facts, &line.path) else { return Vec::new() };
        // What is inside a record is called by its own name: the heading says whose it is.
        let label = if matches!(spot.ty, Type::Record(_)) { None } else { spot.names.last().cloned() };
        let at = Leaf {
            path: line.path.clone(),
            label: label.unwrap_or_default(),
            ty: spot.ty,
            optional: spot.optional,
            value: line.value.cloned(),
        };
        let mut found = leaves(words, rulebook, at);
        found.retain(|it| {
            self.around(&it.path).is_some_and(|it| it.path == line.path) && !self.is_typed_at_claim(&it.path)
        });
        found
    }

    /// Whether this is filled in beside a claim that is judged by itself: it is typed there.
    fn is_typed_at_claim(&self, own: &str) -> bool {
        let claim = self.rulebook().and_then(|it| claim_beside(it, own));
        claim.is_some_and(|it| self.line(&it).is_some()) && self.line(own).is_none()
    }

    /// The place of what a verifier fills in beside this claim.
    pub(super) fn found_beside(&self, claim: &str) -> Option<(String, &'d Field)> {
        let (around, name) = claim.rsplit_once('/')?;
        let rulebook = self.rulebook()?;
        let record = if around.is_empty() { Some(&Type::Record(0)) } else { type_at(rulebook, around) };
        let Some(Type::Record(record)) = record else { return None };
        let fields = &rulebook.records.get(*record)?.fields;
        let claimed = fields.iter().find(|it| it.name == unescaped(name))?;
        let field = verifier_of(fields, claimed)?;
        Some((format!("{around}/{}", escaped(&field.name)), field))
    }

    /// The elements of a list that have no evidence of their own: what is found of the list holds for them.
    pub(super) fn following(&self, list: &FactLine<'_>) -> impl Iterator<Item = (usize, &FactLine<'d>)> {
        let inside = format!("{}/", list.path);
        self.lines.iter().enumerate().filter(move |it| it.1.follows && it.1.path.starts_with(&inside))
    }

    /// What a fact lies in that stays disputed, whatever is found of the fact: it counts for nothing then.
    pub(super) fn disputed_around(&self, line: &FactLine<'_>, form: &Form) -> Option<String> {
        let around = around(&line.path).skip(1);
        let evidence = self.dossier.facts.get("evidence");
        around.map(str::to_owned).find(|it| {
            let chosen = if self.places.contains_key(it) { form.get(&format!("find:{it}")) } else { "" };
            match chosen {
                "dispute" => true,
                "confirm" | "correct" => false,
                _ => evidence.and_then(|all| all.get(it)?.get("status")?.as_str()) == Some("disputed"),
            }
        })
    }

    /// Whether this is a list whose records are judged one by one.
    pub(super) fn is_list_of_records(&self, line: &FactLine<'_>) -> bool {
        let ty = self.rulebook().and_then(|it| type_at(it, &line.path));
        let has_any = line.value.and_then(|it| it.as_array()).is_some_and(|it| !it.is_empty());
        has_any && matches!(ty, Some(Type::List { element, .. }) if matches!(**element, Type::Record(_)))
    }

    /// How many facts are claimed, also of those that are not told one by one.
    pub(super) fn claimed(&self) -> usize {
        let all = self.lines.iter().chain(&self.left_out);
        all.filter(|it| !it.follows && it.status == FactStatus::Claimed).count()
    }

    /// How many claimed facts have no place of their own.
    pub(super) fn claimed_left_out(&self) -> usize {
        self.left_out.iter().filter(|it| it.status == FactStatus::Claimed).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_about_the_fact_that_it_stands_at() {
        let of = |pointer: &str| fact_of(pointer);
        assert_eq!(of("/corrections/~1a~1list~10~1b").as_deref(), Some("/a/list/0/b"));
        assert_eq!(of("/corrections/~1a/list/0").as_deref(), Some("/a/list/0"));
        assert_eq!(of("/evidence/~1a~1list/sha256").as_deref(), Some("/a/list"));
        assert_eq!(of("/case/a").as_deref(), Some("/a"));
        assert_eq!(of("/reason"), None);
    }
}
