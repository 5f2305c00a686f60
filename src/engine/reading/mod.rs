//! An edition as a regulation is read: every norm by itself, with its bases, what it names, and what names it.
//!
//! Knows nothing of: how it is shown, the text of the rules.

mod facts;
mod names;
mod norms;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::captions::{Captions, Citation};
use super::source::Span;
use super::types::{Expr, Rulebook};
use super::wording::Wording;
pub use facts::Fact;
pub use names::outcome_name;

/// All norms of an edition.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The facts of a case, each record before what is in it.
    pub facts: Vec<Fact>,
    /// By kind, then in the order of the files.
    pub norms: Vec<Norm>,
    /// For each fact, by its path, the norms that read it (by index).
    pub readers_of_facts: BTreeMap<String, BTreeSet<usize>>,
}

/// What kind of norm it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NormKind {
    Requirement,
    Parameter,
    Definition,
    Table,
    Criterion,
    Judgement,
    Decision,
    Rule,
}

/// One norm.
#[derive(Clone, Debug)]
pub struct Norm {
    pub kind: NormKind,
    /// Of the declaration, by its index among those of its kind.
    pub index: usize,
    pub name: String,
    pub label: Wording,
    pub bases: Vec<Citation>,
    /// Why what it stands for is not known.
    pub pending: Option<Wording>,
    /// The value of a parameter, in words.
    pub value: Option<Wording>,
    /// Other values that the law leaves open.
    pub alternatives: Vec<Wording>,
    /// Somewhere in its declaration.
    pub span: Span,
    /// What its words stand for, as they are written in it (an outcome as [`outcome_name`] has it); without those that stand for several things.
    pub names: BTreeMap<String, Target>,
    /// The norms that name this one, by index.
    pub used_by: BTreeSet<usize>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The path of a fact.
    Fact(String),
    /// Another norm, by index.
    Norm(usize),
    /// A value of an enumeration, both by index.
    Value(usize, usize),
    /// A field of a record whose place in the case is not known here, both by index.
    Field(usize, usize),
    /// An outcome of a decision, both by index.
    Outcome(usize, usize),
}

/// The reading of a checked rulebook.
#[must_use]
pub fn of(rulebook: &Rulebook, captions: &Captions) -> Reading {
    let mut reading = Reading { facts: facts::all(rulebook), ..Reading::default() };
    reading.norms = norms::all(rulebook, captions);
    let starts = names::Starts::of(rulebook);
    for at in 0..reading.norms.len() {
        let (mut found, ambiguous) =
            reading.norms.get(at).map(|it| names::of(rulebook, &starts, it)).unwrap_or_default();
        for target in found.values() {
            reading.note(at, target);
        }
        found.retain(|name, _| !ambiguous.contains(name));
        if let Some(norm) = reading.norms.get_mut(at) {
            norm.names = found;
        }
    }
    reading
}

/// What a value in a sentence is, by its label; nothing if it has none of its own.
#[must_use]
pub fn label_of<'r>(rulebook: &'r Rulebook, value: &Expr) -> Option<&'r Wording> {
    names::label_of(rulebook, value)
}

impl Reading {
    fn note(&mut self, by: usize, target: &Target) {
        match target {
            Target::Fact(path) => _ = self.readers_of_facts.entry(path.clone()).or_default().insert(by),
            Target::Norm(other) if *other != by => {
                if let Some(norm) = self.norms.get_mut(*other) {
                    norm.used_by.insert(by);
                }
            }
            Target::Norm(_) | Target::Value(..) | Target::Field(..) | Target::Outcome(..) => {}
        }
    }

    /// The norms of one kind with their indices.
    pub fn of_kind(&self, kind: NormKind) -> impl Iterator<Item = (usize, &Norm)> {
        self.norms.iter().enumerate().filter(move |it| it.1.kind == kind)
    }
}
