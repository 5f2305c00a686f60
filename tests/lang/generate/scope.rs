//! What may be read at one place of a random rulebook: facts, bound elements, guards, and what was declared before.

use super::random::Random;
use super::vocabulary::Vocabulary;
use timbang::engine::types::Type;

/// A name that stands for a value.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) name: String,
    /// The record type of its element.
    pub(crate) of: Option<usize>,
    pub(crate) ty: Type,
}

/// A fact with the optional parts on the way to it.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) text: String,
    pub(crate) ty: Type,
    pub(crate) optional: Vec<String>,
}

/// All that has been declared so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Declarations {
    pub(crate) vocabulary: Vocabulary,
    /// Definitions, tables and parameters.
    pub(crate) values: Vec<Declared>,
    pub(crate) criteria: Vec<Declared>,
    pub(crate) judgements: Vec<String>,
    /// Decisions that others may read: name and outcomes.
    pub(crate) decisions: Vec<(String, Vec<String>)>,
}

/// The place where an expression is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) bound: Vec<(String, Type)>,
    /// Facts known to be there.
    pub(crate) guarded: Vec<String>,
    /// How many quantifiers and aggregates lie around.
    pub(crate) inside: usize,
}

impl Scope {
    pub(crate) fn of(bound: Option<(&str, Type)>) -> Self {
        Self { bound: bound.into_iter().map(|(name, ty)| (name.to_owned(), ty)).collect(), ..Self::default() }
    }

    pub(crate) fn with_guards(&self, guards: &[String]) -> Self {
        let mut inner = self.clone();
        inner.guarded.extend_from_slice(guards);
        inner
    }

    pub(crate) fn with_bound(&self, name: &str, ty: &Type) -> Self {
        let mut inner = self.clone();
        inner.bound.push((name.to_owned(), ty.clone()));
        inner.inside += 1;
        inner
    }

    /// Which of the optional parts of a fact are not guarded yet.
    pub(crate) fn unguarded(&self, fact: &Fact) -> Vec<String> {
        fact.optional.iter().filter(|it| !self.guarded.contains(it)).cloned().collect()
    }

    /// All facts that can be named here, also those inside records.
    pub(crate) fn facts(&self, vocabulary: &Vocabulary) -> Vec<Fact> {
        let mut found = Vec::new();
        for field in &vocabulary.records[0] {
            let optional = if field.optional { vec![field.name.clone()] } else { Vec::new() };
            add(vocabulary, Fact { text: field.name.clone(), ty: field.ty.clone(), optional }, &mut found);
        }
        for (name, ty) in &self.bound {
            add(vocabulary, Fact { text: name.clone(), ty: ty.clone(), optional: Vec::new() }, &mut found);
        }
        found
    }

    /// A fact of a type that can be read here as it is.
    pub(crate) fn readable(
        &self,
        random: &mut Random,
        vocabulary: &Vocabulary,
        wanted: impl Fn(&Type) -> bool,
    ) -> Option<Fact> {
        let mut found: Vec<Fact> = self.facts(vocabulary);
        found.retain(|it| wanted(&it.ty) && self.unguarded(it).is_empty());
        let near: Vec<Fact> = found.iter().filter(|it| self.is_near(it)).cloned().collect();
        let from = if !near.is_empty() && random.chance(65) { near } else { found };
        random.pick(&from).cloned()
    }

    /// Of the element bound last, or behind a guard: what the place is about.
    fn is_near(&self, fact: &Fact) -> bool {
        let head = fact.text.split('.').next().unwrap_or_default();
        !fact.optional.is_empty() || self.bound.last().is_some_and(|(name, _)| name == head)
    }

    /// A fact of a type of which exactly the last part needs a guard: for `otherwise`.
    pub(crate) fn defaultable(
        &self,
        random: &mut Random,
        vocabulary: &Vocabulary,
        wanted: impl Fn(&Type) -> bool,
    ) -> Option<Fact> {
        let found: Vec<Fact> = self
            .facts(vocabulary)
            .into_iter()
            .filter(|it| wanted(&it.ty) && self.unguarded(it) == [it.text.clone()])
            .collect();
        random.pick(&found).cloned()
    }
}

fn add(vocabulary: &Vocabulary, fact: Fact, found: &mut Vec<Fact>) {
    if let Type::Record(id) = fact.ty {
        for field in &vocabulary.records[id] {
            let text = format!("{}.{}", fact.text, field.name);
            let mut optional = fact.optional.clone();
            if field.optional {
                optional.push(text.clone());
            }
            add(vocabulary, Fact { text, ty: field.ty.clone(), optional }, found);
        }
    }
    found.push(fact);
}
