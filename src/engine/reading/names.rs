//! What the names in a norm stand for, from its typed expressions.
//!
//! Knows nothing of: where in the text a name stands.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::record_of;
use super::{Norm, NormKind, Target};
use crate::engine::types::{Body, Cell, Constant, Expr, ExprKind, Read, Rulebook, Type};
use crate::engine::wording::Wording;

/// Where the norms of each kind begin.
pub(super) struct Starts {
    parameters: usize,
    definitions: usize,
    criteria: usize,
    judgements: usize,
    decisions: usize,
    rules: usize,
}

impl Starts {
    pub(super) const fn of(rulebook: &Rulebook) -> Self {
        let parameters = rulebook.requirements.len();
        let definitions = parameters.saturating_add(rulebook.parameters.len());
        let criteria = definitions.saturating_add(rulebook.definitions.len());
        let judgements = criteria.saturating_add(rulebook.criteria.len());
        let decisions = judgements.saturating_add(rulebook.judgements.len());
        let rules = decisions.saturating_add(rulebook.decisions.len());
        Self { parameters, definitions, criteria, judgements, decisions, rules }
    }
}

/// Names as they are written, with what they stand for.
///
/// With the words among them that stand for several things with different labels: the label of one would misstate the rule.
pub(super) fn of(rulebook: &Rulebook, starts: &Starts, norm: &Norm) -> (BTreeMap<String, Target>, BTreeSet<String>) {
    let mut names = Names { rulebook, starts, found: BTreeMap::new(), ambiguous: BTreeSet::new() };
    let element = names.element_of(norm);
    names.own(norm);
    for expression in expressions(rulebook, norm) {
        names.walk(expression, &element);
    }
    (names.found, names.ambiguous)
}

/// A name that is bound to an element: how it is written, the path of the list, the record it is.
#[derive(Clone)]
struct Bound {
    name: String,
    path: Option<String>,
    record: Option<usize>,
}

struct Names<'r> {
    rulebook: &'r Rulebook,
    starts: &'r Starts,
    found: BTreeMap<String, Target>,
    /// Words that stand for things with different labels.
    ambiguous: BTreeSet<String>,
}

impl Names<'_> {
    /// The element that the whole norm is about.
    fn element_of(&mut self, norm: &Norm) -> Vec<Bound> {
        let rulebook = self.rulebook;
        let of = match norm.kind {
            NormKind::Definition | NormKind::Table => {
                rulebook.definitions.get(norm.index).and_then(|it| it.of.as_ref())
            }
            NormKind::Criterion => rulebook.criteria.get(norm.index).and_then(|it| it.of.as_ref()),
            _ => None,
        };
        if let Some(of) = of {
            return vec![Bound { name: of.name.clone(), path: None, record: record_of(&of.ty) }];
        }
        let decision = match norm.kind {
            NormKind::Decision => Some(norm.index),
            NormKind::Rule => rulebook.rules.get(norm.index).map(|it| it.decision),
            _ => None,
        };
        let every = decision.and_then(|it| rulebook.decisions.get(it)).and_then(|it| it.for_every.as_ref());
        let Some(every) = every else { return Vec::new() };
        let (path, _) = self.path(&every.list, &[]);
        if let Some(path) = &path {
            self.put(path, Target::Fact(path.clone()));
        }
        vec![Bound { name: every.name.clone(), path, record: record_of(&every.element) }]
    }

    /// What a norm names outside its expressions.
    fn own(&mut self, norm: &Norm) {
        if norm.kind == NormKind::Table {
            self.table(norm.index);
        }
        let Some(rule) = self.rulebook.rules.get(norm.index).filter(|_| norm.kind == NormKind::Rule) else { return };
        for other in &rule.overrides {
            if let Some(beaten) = self.rulebook.rules.get(*other) {
                self.put(&beaten.name, Target::Norm(self.starts.rules.saturating_add(*other)));
            }
        }
        if let Some(decision) = self.rulebook.decisions.get(rule.decision) {
            self.put(&decision.name, Target::Norm(self.starts.decisions.saturating_add(rule.decision)));
        }
        self.outcome(rule.decision, rule.outcome);
    }

    /// The cells, and the head of the last column, which is the table itself.
    fn table(&mut self, index: usize) {
        let rulebook = self.rulebook;
        let Some(declared) = rulebook.definitions.get(index) else { return };
        self.norm(Some(&declared.name), self.starts.definitions, index);
        let Some(Body::Table(table)) = declared.body.known() else { return };
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                match cell {
                    Cell::OneOf(all) => all.iter().for_each(|it| self.constant(&column.ty, it)),
                    Cell::Not(one) => self.constant(&column.ty, one),
                    Cell::Any | Cell::Between { .. } => {}
                }
            }
        }
    }

    fn outcome(&mut self, decision: usize, outcome: usize) {
        let declared = self.rulebook.decisions.get(decision).and_then(|it| it.outcomes.get(outcome));
        let of = self.rulebook.decisions.get(decision);
        if let Some((of, declared)) = of.zip(declared) {
            self.put(&outcome_name(&of.name, &declared.name), Target::Outcome(decision, outcome));
        }
    }

    fn put(&mut self, name: &str, target: Target) {
        let Some(other) = self.found.get(name) else {
            self.found.insert(name.to_owned(), target);
            return;
        };
        if *other == target {
            return;
        }
        let (label, own) = (self.label(other), self.label(&target));
        let (is_same, leads) = (label.is_some() && label == own, own.is_none());
        if !is_same {
            self.ambiguous.insert(name.to_owned());
        }
        // What leads somewhere is kept: it tells who uses what.
        if leads {
            self.found.insert(name.to_owned(), target);
        }
    }

    /// The label of a value, outcome or field; of all else nothing.
    fn label(&self, target: &Target) -> Option<&Wording> {
        match target {
            Target::Value(id, ordinal) => self.rulebook.enums.get(*id)?.values.get(*ordinal).map(|it| &it.label),
            Target::Outcome(id, outcome) => {
                self.rulebook.decisions.get(*id)?.outcomes.get(*outcome).map(|it| &it.label)
            }
            Target::Field(id, field) => self.rulebook.records.get(*id)?.fields.get(*field).map(|it| &it.label),
            Target::Fact(_) | Target::Norm(_) => None,
        }
    }

    fn walk(&mut self, expression: &Expr, bound: &[Bound]) {
        let rulebook = self.rulebook;
        match &expression.kind {
            ExprKind::Parameter(id) => {
                self.norm(rulebook.parameters.get(*id).map(|it| &it.name), self.starts.parameters, *id);
            }
            ExprKind::Definition { id, argument } => {
                self.norm(rulebook.definitions.get(*id).map(|it| &it.name), self.starts.definitions, *id);
                self.read_if(argument.as_ref(), bound);
            }
            ExprKind::Criterion { id, argument } => {
                self.norm(rulebook.criteria.get(*id).map(|it| &it.name), self.starts.criteria, *id);
                self.read_if(argument.as_ref(), bound);
            }
            ExprKind::Judgement(id) => {
                self.norm(rulebook.judgements.get(*id).map(|it| &it.name), self.starts.judgements, *id);
            }
            ExprKind::DecisionIs { decision, outcome } => {
                self.norm(rulebook.decisions.get(*decision).map(|it| &it.name), self.starts.decisions, *decision);
                self.outcome(*decision, *outcome);
            }
            ExprKind::Read(read) | ExprKind::Given(read) | ExprKind::Default { value: read, .. } => {
                self.read(read, bound);
            }
            ExprKind::Constant(constant) => self.constant(&expression.ty, constant),
            ExprKind::OneOf { value, options } => options.iter().for_each(|it| self.constant(&value.ty, it)),
            ExprKind::Quantified { variable, list, .. } | ExprKind::Aggregate { variable, list, .. } => {
                return self.elements(expression, (variable, list), bound);
            }
            _ => {}
        }
        expression.parts().into_iter().for_each(|it| self.walk(it, bound));
    }

    fn elements(&mut self, expression: &Expr, (variable, list): (&str, &Read), bound: &[Bound]) {
        self.read(list, bound);
        let (path, _) = self.path(list, bound);
        let inner = Bound { name: variable.to_owned(), path, record: record_of(&list.ty) };
        let bound: Vec<Bound> = bound.iter().cloned().chain([inner]).collect();
        expression.parts().into_iter().for_each(|it| self.walk(it, &bound));
    }

    fn norm(&mut self, name: Option<&String>, start: usize, id: usize) {
        if let Some(name) = name {
            self.put(name, Target::Norm(start.saturating_add(id)));
        }
    }

    fn read_if(&mut self, read: Option<&Read>, bound: &[Bound]) {
        if let Some(read) = read {
            self.read(read, bound);
        }
    }

    fn read(&mut self, read: &Read, bound: &[Bound]) {
        match self.path(read, bound) {
            (Some(path), written) => self.put(&written, Target::Fact(path)),
            (None, written) => {
                if let Some((record, field)) = self.last_field(read, bound) {
                    self.put(&written, Target::Field(record, field));
                }
            }
        }
    }

    /// The field that a read ends at.
    fn last_field(&self, read: &Read, bound: &[Bound]) -> Option<(usize, usize)> {
        let (last, before) = read.fields.split_last()?;
        let mut record = bound.get(read.local?)?.record?;
        for field in before {
            record = record_of(&self.rulebook.records.get(record)?.fields.get(*field)?.ty)?;
        }
        Some((record, *last))
    }

    /// The path of a fact, if it is known where its element is from; and how it is written.
    fn path(&self, read: &Read, bound: &[Bound]) -> (Option<String>, String) {
        let element = read.local.and_then(|it| bound.get(it));
        let mut written = element.map(|it| it.name.clone()).unwrap_or_default();
        let mut path = match read.local {
            None => Some(String::new()),
            Some(_) => element.and_then(|it| it.path.clone()),
        };
        let mut record = match read.local {
            None => Some(0),
            Some(_) => element.and_then(|it| it.record),
        };
        for field in &read.fields {
            let found = record.and_then(|it| self.rulebook.records.get(it)).and_then(|it| it.fields.get(*field));
            let Some(found) = found else { return (None, written) };
            for text in [Some(&mut written), path.as_mut()].into_iter().flatten() {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(&found.name);
            }
            record = record_of(&found.ty);
        }
        (path.filter(|it| !it.is_empty()), written)
    }

    fn constant(&mut self, ty: &Type, constant: &Constant) {
        let (Type::Enum(id), Constant::Integer(ordinal)) = (ty, constant) else { return };
        let Ok(ordinal) = usize::try_from(*ordinal) else { return };
        let named = self.rulebook.enums.get(*id).and_then(|it| it.values.get(ordinal));
        if let Some(named) = named {
            self.put(&named.name, Target::Value(*id, ordinal));
        }
    }
}

/// How an outcome is told from one of another decision that is called the same; no word is written like this.
#[must_use]
pub fn outcome_name(decision: &str, outcome: &str) -> String {
    format!("{decision} {outcome}")
}

/// What a value in a sentence is, by its label; nothing if it has none of its own.
pub(super) fn label_of<'r>(rulebook: &'r Rulebook, expression: &Expr) -> Option<&'r Wording> {
    match &expression.kind {
        ExprKind::Parameter(id) => rulebook.parameters.get(*id).map(|it| &it.label),
        ExprKind::Definition { id, .. } => rulebook.definitions.get(*id).map(|it| &it.label),
        ExprKind::Criterion { id, .. } => rulebook.criteria.get(*id).map(|it| &it.label),
        ExprKind::Judgement(id) => rulebook.judgements.get(*id).map(|it| &it.label),
        ExprKind::Read(read) | ExprKind::Default { value: read, .. } => field_label(rulebook, read),
        ExprKind::Rescale { value, .. } => label_of(rulebook, value),
        _ => None,
    }
}

/// Of a field of the case; elements of lists have no path that leads to them.
fn field_label<'r>(rulebook: &'r Rulebook, read: &Read) -> Option<&'r Wording> {
    let mut record = read.local.is_none().then_some(0)?;
    let mut label = None;
    for field in &read.fields {
        let found = rulebook.records.get(record)?.fields.get(*field)?;
        label = Some(&found.label);
        record = record_of(&found.ty).unwrap_or(usize::MAX);
    }
    label
}

/// The expressions of the declaration.
fn expressions<'r>(rulebook: &'r Rulebook, norm: &Norm) -> Vec<&'r Expr> {
    match norm.kind {
        NormKind::Requirement => rulebook.requirements.get(norm.index).map(|it| &it.condition).into_iter().collect(),
        NormKind::Definition | NormKind::Table => {
            let body = rulebook.definitions.get(norm.index).and_then(|it| it.body.known());
            body.map(Body::expressions).unwrap_or_default()
        }
        NormKind::Criterion => {
            rulebook.criteria.get(norm.index).and_then(|it| it.condition.known()).into_iter().collect()
        }
        NormKind::Decision => {
            rulebook.decisions.get(norm.index).map(|it| it.otherwise.because.values().collect()).unwrap_or_default()
        }
        NormKind::Rule => rulebook.rules.get(norm.index).map(of_rule).unwrap_or_default(),
        NormKind::Parameter | NormKind::Judgement => Vec::new(),
    }
}

fn of_rule(rule: &crate::engine::types::Rule) -> Vec<&Expr> {
    let duties = rule.duties.iter().flat_map(|it| it.due.iter().chain(it.label.values()));
    rule.condition.known().into_iter().chain(&rule.valid_until).chain(duties).chain(rule.because.values()).collect()
}
