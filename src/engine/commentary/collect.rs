//! Gathers what rests on the law: from every edition and every calendar to the places that they name.
//!
//! Knows nothing of: the order in which it is shown.

use std::collections::BTreeMap;

use super::{ArticleLaw, Law, Use, UseKind, Written, at, values};
use crate::engine::library::{Checked, Edition};
use crate::engine::source::{Sources, Span};
use crate::engine::types::{
    Basis, Body, Decision, Definition, Establishedness, Meaning, Parameter, Place, Rule, Rulebook,
};
use crate::engine::wording::Wording;

/// Adds all uses to the sources that they name. Each declaration counts for the rulebook in whose folder it stands, not
/// for those that use it. Rulebooks go by name and their editions by date, so that uses in the same words come together.
pub(super) fn uses(checked: &Checked, sources: &Sources, law: &mut Law) {
    let mut collector = Collector::new(law, sources);
    let mut editions: Vec<&Edition> = checked.editions.iter().map(AsRef::as_ref).collect();
    editions.sort_by_key(|it| (&it.rulebook.name, it.rulebook.in_force.from));
    for edition in editions {
        collector.edition(edition);
    }
    for calendar in &checked.declared.calendars {
        for (source, place, establishedness) in &calendar.bases {
            let item = Item::new(UseKind::Calendar, &calendar.name, &calendar.label, calendar.span);
            collector.add((source, place, *establishedness), None, &item);
        }
    }
}

/// A declaration that may have bases.
struct Item<'a> {
    kind: UseKind,
    name: &'a str,
    label: &'a Wording,
    span: Span,
    pending: Option<&'a Wording>,
    value: Option<Wording>,
    alternatives: Vec<Wording>,
}

impl<'a> Item<'a> {
    const fn new(kind: UseKind, name: &'a str, label: &'a Wording, span: Span) -> Self {
        Self { kind, name, label, span, pending: None, value: None, alternatives: Vec::new() }
    }

    /// The same, pending if its meaning is.
    fn meaning<T>(self, meaning: &'a Meaning<T>) -> Self {
        let pending = match meaning {
            Meaning::Known(_) => None,
            Meaning::Pending(why) => Some(why),
        };
        Self { pending, ..self }
    }
}

struct Collector<'l, 's> {
    law: &'l mut Law,
    sources: &'s Sources,
    /// The index of each source by its name.
    by_name: BTreeMap<String, usize>,
}

impl<'l, 's> Collector<'l, 's> {
    fn new(law: &'l mut Law, sources: &'s Sources) -> Self {
        let by_name = law.sources.iter().enumerate().map(|(index, it)| (it.name.clone(), index)).collect();
        Self { law, sources, by_name }
    }

    fn edition(&mut self, edition: &Edition) {
        let rulebook = &edition.rulebook;
        let header = Item::new(UseKind::Rulebook, &rulebook.name, &rulebook.title, rulebook.in_force.span);
        self.item(edition, &rulebook.bases, &header);
        for it in &rulebook.parameters {
            self.item(edition, &it.bases, &parameter(rulebook, it));
        }
        for it in &rulebook.definitions {
            self.item(edition, &it.bases, &definition(it));
        }
        for it in &rulebook.criteria {
            let item = Item::new(UseKind::Criterion, &it.name, &it.label, it.span).meaning(&it.condition);
            self.item(edition, &it.bases, &item);
        }
        for it in &rulebook.judgements {
            self.item(edition, &it.bases, &Item::new(UseKind::Judgement, &it.name, &it.label, it.span));
        }
        for it in &rulebook.decisions {
            self.otherwise(edition, it);
        }
        for it in &rulebook.rules {
            self.rule(edition, it);
        }
    }

    fn otherwise(&mut self, edition: &Edition, decision: &Decision) {
        if let Some(outcome) = decision.outcomes.get(decision.otherwise.outcome) {
            let name = format!("{} = {}", decision.name, outcome.name);
            let item = Item::new(UseKind::Otherwise, &name, &outcome.label, decision.span);
            self.item(edition, &decision.otherwise.bases, &item);
        }
    }

    fn rule(&mut self, edition: &Edition, rule: &Rule) {
        let decision = edition.rulebook.decisions.get(rule.decision);
        if let Some(outcome) = decision.and_then(|it| it.outcomes.get(rule.outcome)) {
            let item = Item::new(UseKind::Rule, &rule.name, &outcome.label, rule.span).meaning(&rule.condition);
            self.item(edition, &rule.bases, &item);
        }
    }

    /// The bases of one item of an edition, unless it is declared by a rulebook that the edition uses.
    fn item(&mut self, edition: &Edition, bases: &[Basis], item: &Item<'_>) {
        if !edition.files.contains(&item.span.file) {
            return;
        }
        for basis in bases {
            if let Some(source) = edition.rulebook.sources.get(basis.source) {
                self.add((&source.name, &basis.place, basis.establishedness), Some(&edition.rulebook), item);
            }
        }
    }

    fn add(&mut self, basis: (&str, &Place, Establishedness), rulebook: Option<&Rulebook>, item: &Item<'_>) {
        let (source, place, establishedness) = basis;
        let found = self.by_name.get(source).and_then(|it| self.law.sources.get_mut(*it));
        let Some(source) = found else { return };
        let written = Written { edition: rulebook.map(|it| it.edition.clone()), at: at(self.sources, item.span) };
        let new = Use {
            kind: item.kind,
            rulebook: rulebook.map(|it| it.name.clone()),
            name: item.name.to_owned(),
            label: item.label.clone(),
            establishedness,
            pending: item.pending.cloned(),
            value: item.value.clone(),
            alternatives: item.alternatives.clone(),
            written: Vec::new(),
        };
        let known = source.articles.iter_mut().find(|it| it.place == *place && it.not_encoded.is_none());
        if let Some(article) = known {
            put(&mut article.uses, new, written);
        } else {
            let uses = vec![Use { written: vec![written], ..new }];
            source.articles.push(ArticleLaw { place: place.clone(), summary: None, not_encoded: None, uses });
        }
    }
}

/// Beside the same of another edition, or as one more.
fn put(uses: &mut Vec<Use>, new: Use, written: Written) {
    let same = |it: &&mut Use| Use { written: Vec::new(), ..(**it).clone() } == new;
    match uses.iter_mut().find(same) {
        Some(known) if known.written.contains(&written) => {}
        Some(known) => known.written.push(written),
        None => uses.push(Use { written: vec![written], ..new }),
    }
}

fn parameter<'a>(rulebook: &Rulebook, parameter: &'a Parameter) -> Item<'a> {
    let value = match &parameter.value {
        Meaning::Known(value) => Some(values::constant(rulebook, &parameter.ty, value)),
        Meaning::Pending(_) => None,
    };
    let alternatives = parameter.alternatives.iter().map(|it| values::constant(rulebook, &parameter.ty, it)).collect();
    let item = Item::new(UseKind::Parameter, &parameter.name, &parameter.label, parameter.span);
    Item { value, alternatives, ..item.meaning(&parameter.value) }
}

fn definition(definition: &Definition) -> Item<'_> {
    let kind = match definition.body {
        Meaning::Known(Body::Table(_)) => UseKind::Table,
        Meaning::Known(Body::Expr(_)) | Meaning::Pending(_) => UseKind::Definition,
    };
    Item::new(kind, &definition.name, &definition.label, definition.span).meaning(&definition.body)
}
