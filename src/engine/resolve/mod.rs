//! From trees to names: what a rulebook declares, with what it uses, under which name.
//!
//! Knows nothing of: types, evaluation, files on disk.

mod bases;
mod calendars;
mod collect;
mod labels;
mod mentions;
mod order;
pub mod suggest;

use super::diag::Report;
use super::syntax::tree;
pub use calendars::MOST_DAYS;
pub use order::typing_order;
use std::collections::{BTreeMap, BTreeSet};

/// A parsed file and whether it belongs to the rulebook itself or to one that it uses.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'t> {
    pub tree: &'t tree::File,
    pub own: bool,
}

/// A declaration and whether the rulebook made it itself.
#[derive(Clone, Debug)]
pub struct Declared<'t, T> {
    pub item: &'t T,
    pub own: bool,
}

/// A definition is written as an expression or as a table.
#[derive(Clone, Copy, Debug)]
pub enum Defined<'t> {
    Define(&'t tree::Define),
    Table(&'t tree::Table),
}

/// What a name stands for; the number is the index in the list of its kind in [`Scope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    Enum(usize),
    Record(usize),
    Input(usize),
    Requirement(usize),
    Parameter(usize),
    Definition(usize),
    Criterion(usize),
    Judgement(usize),
    Decision(usize),
    /// Declared, but it could not be read.
    Broken,
}

/// All that one edition declares: its own declarations first, then those of the rulebooks it uses, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Scope<'t> {
    pub header: Option<&'t tree::Rulebook>,
    pub enums: Vec<Declared<'t, tree::Enum>>,
    pub records: Vec<Declared<'t, tree::Record>>,
    pub inputs: Vec<Declared<'t, tree::Field>>,
    pub requirements: Vec<Declared<'t, tree::Require>>,
    pub parameters: Vec<Declared<'t, tree::Parameter>>,
    pub definitions: Vec<(Defined<'t>, bool)>,
    pub criteria: Vec<Declared<'t, tree::Criterion>>,
    pub judgements: Vec<Declared<'t, tree::Judgement>>,
    pub decisions: Vec<Declared<'t, tree::Decision>>,
    pub rules: Vec<Declared<'t, tree::Rule>>,
    /// Types and values share one space of names.
    pub names: BTreeMap<&'t str, (Entity, tree::Name)>,
    /// `None`: declared, but it could not be read.
    pub rule_names: BTreeMap<&'t str, Option<usize>>,
    pub sources: BTreeMap<&'t str, Option<&'t tree::Source>>,
    pub calendars: BTreeMap<&'t str, Option<&'t tree::Calendar>>,
    /// Words on lines that could not be read: one that is not found may have been declared there.
    pub lost: BTreeSet<String>,
}

/// The names of an edition, and what is wrong with them.
///
/// `lost` are the words on lines that could not be read. `shared` holds files of sources and calendars, nearest first: a name in a nearer file hides the same one farther off.
#[must_use]
pub fn resolve<'t>(units: &[Unit<'t>], shared: &[&'t tree::File], lost: BTreeSet<String>) -> (Scope<'t>, Report) {
    let mut report = Report::default();
    let mut scope = collect::scope(units, shared, &mut report);
    scope.lost = lost;
    labels::check(&scope, &mut report);
    bases::check(&scope, &mut report);
    calendars::check(&scope, &mut report);
    (scope, report)
}

impl<'t> Defined<'t> {
    /// The name after `define` or `table`.
    #[must_use]
    pub const fn name(&self) -> &'t tree::Name {
        match self {
            Self::Define(it) => &it.name,
            Self::Table(it) => &it.name,
        }
    }

    /// The declared type.
    #[must_use]
    pub const fn type_name(&self) -> &'t tree::TypeName {
        match self {
            Self::Define(it) => &it.ty,
            Self::Table(it) => &it.ty,
        }
    }

    /// The element it belongs to.
    #[must_use]
    pub const fn of(&self) -> Option<&'t tree::Binding> {
        match self {
            Self::Define(it) => it.of.as_ref(),
            Self::Table(_) => None,
        }
    }

    /// Its bases.
    #[must_use]
    pub fn bases(&self) -> &'t [tree::Basis] {
        match self {
            Self::Define(it) => &it.bases,
            Self::Table(it) => &it.bases,
        }
    }

    /// Its label.
    #[must_use]
    pub const fn label(&self) -> &'t tree::LabelText {
        match self {
            Self::Define(it) => &it.label,
            Self::Table(it) => &it.label,
        }
    }
}

impl Scope<'_> {
    /// What a name stands for.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Entity> {
        self.names.get(name).map(|it| it.0)
    }
}
