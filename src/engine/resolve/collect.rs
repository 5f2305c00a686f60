//! Gathers declarations into the lists and names of a [`Scope`], and reports names declared twice.
//!
//! Knows nothing of: what stands inside a declaration.

use super::{Declared, Defined, Entity, Scope, Unit};
use crate::engine::diag::{Code, Report};
use crate::engine::syntax::tree::{self, ItemKind, Name};
use crate::wording;
use std::collections::BTreeMap;

pub(super) fn scope<'t>(units: &[Unit<'t>], shared: &[&'t tree::File], report: &mut Report) -> Scope<'t> {
    let mut collector = Collector { scope: Scope::default(), report, own: true };
    // Own declarations first, whatever the order of the units.
    for own in [true, false] {
        for unit in units.iter().filter(|it| it.own == own) {
            collector.own = own;
            collector.file(unit.tree);
        }
    }
    for file in shared {
        collector.nearest(file);
    }
    collector.scope
}

struct Collector<'t, 'r> {
    scope: Scope<'t>,
    report: &'r mut Report,
    own: bool,
}

impl<'t> Collector<'t, '_> {
    fn file(&mut self, file: &'t tree::File) {
        for item in &file.items {
            self.item(&item.kind);
        }
    }

    fn item(&mut self, kind: &'t ItemKind) {
        match kind {
            ItemKind::Rulebook(it) if self.own && self.scope.header.is_none() => self.scope.header = Some(it),
            ItemKind::Rulebook(_) | ItemKind::Use(_) | ItemKind::Scenario(_) => {}
            ItemKind::Source(it) => self.source(it),
            ItemKind::Calendar(it) => self.calendar(it),
            ItemKind::Rule(it) => self.rule(it),
            ItemKind::Input(it) => it.fields.iter().for_each(|field| self.input(field)),
            ItemKind::Broken(name) => self.broken(name.as_ref()),
            _ => self.declaration(kind),
        }
    }

    /// Items whose names share one space.
    fn declaration(&mut self, kind: &'t ItemKind) {
        let own = self.own;
        match kind {
            ItemKind::Enum(item) => {
                self.distinct(item.values.iter().map(|it| &it.name));
                self.declare(&item.name, Entity::Enum(self.scope.enums.len()));
                self.scope.enums.push(Declared { item, own });
            }
            ItemKind::Record(item) => {
                self.distinct(item.fields.iter().map(|it| &it.name));
                self.declare(&item.name, Entity::Record(self.scope.records.len()));
                self.scope.records.push(Declared { item, own });
            }
            ItemKind::Require(item) => {
                self.declare(&item.name, Entity::Requirement(self.scope.requirements.len()));
                self.scope.requirements.push(Declared { item, own });
            }
            ItemKind::Parameter(item) => {
                self.declare(&item.name, Entity::Parameter(self.scope.parameters.len()));
                self.scope.parameters.push(Declared { item, own });
            }
            ItemKind::Table(item) => self.definition(Defined::Table(item)),
            ItemKind::Define(item) => self.definition(Defined::Define(item)),
            _ => self.question(kind),
        }
    }

    fn question(&mut self, kind: &'t ItemKind) {
        let own = self.own;
        match kind {
            ItemKind::Criterion(item) => {
                self.declare(&item.name, Entity::Criterion(self.scope.criteria.len()));
                self.scope.criteria.push(Declared { item, own });
            }
            ItemKind::Judgement(item) => {
                self.declare(&item.name, Entity::Judgement(self.scope.judgements.len()));
                self.scope.judgements.push(Declared { item, own });
            }
            ItemKind::Decision(item) => {
                self.distinct(item.outcomes.iter().map(|it| &it.name));
                self.declare(&item.name, Entity::Decision(self.scope.decisions.len()));
                self.scope.decisions.push(Declared { item, own });
            }
            _ => {}
        }
    }

    fn definition(&mut self, defined: Defined<'t>) {
        self.declare(defined.name(), Entity::Definition(self.scope.definitions.len()));
        self.scope.definitions.push((defined, self.own));
    }

    /// The first declaration of a name counts.
    fn declare(&mut self, name: &'t Name, entity: Entity) {
        if let Some((_, first)) = self.scope.names.get(name.text.as_str()) {
            twice(self.report, name, first.span);
            return;
        }
        self.scope.names.insert(&name.text, (entity, name.clone()));
    }

    /// An input of a used rulebook is the same input, if it means the same.
    fn input(&mut self, field: &'t tree::Field) {
        let known = match self.scope.find(&field.name.text) {
            Some(Entity::Input(index)) => self.scope.inputs.get(index).map(|it| it.item),
            _ => None,
        };
        match known {
            Some(first) if !self.own && same_meaning(first, field) => {}
            Some(first) if !self.own => other_meaning(self.report, first, field),
            _ => {
                self.declare(&field.name, Entity::Input(self.scope.inputs.len()));
                self.scope.inputs.push(Declared { item: field, own: self.own });
            }
        }
    }

    fn rule(&mut self, item: &'t tree::Rule) {
        self.distinct(item.duties.iter().map(|it| &it.name));
        let index = self.scope.rules.len();
        self.scope.rules.push(Declared { item, own: self.own });
        if let Some(first) = self.scope.rule_names.get(item.name.text.as_str()) {
            let first = first.and_then(|it| self.scope.rules.get(it)).map_or(item.name.span, |it| it.item.name.span);
            twice(self.report, &item.name, first);
            return;
        }
        self.scope.rule_names.insert(&item.name.text, Some(index));
    }

    fn source(&mut self, item: &'t tree::Source) {
        match self.scope.sources.get(item.name.text.as_str()) {
            Some(first) => twice(self.report, &item.name, first.map_or(item.name.span, |it| it.name.span)),
            None => drop(self.scope.sources.insert(&item.name.text, Some(item))),
        }
    }

    fn calendar(&mut self, item: &'t tree::Calendar) {
        match self.scope.calendars.get(item.name.text.as_str()) {
            Some(first) => twice(self.report, &item.name, first.map_or(item.name.span, |it| it.name.span)),
            None => drop(self.scope.calendars.insert(&item.name.text, Some(item))),
        }
    }

    /// A shared file: what it declares is hidden by the same name nearer to the rulebook.
    fn nearest(&mut self, file: &'t tree::File) {
        let outer = std::mem::take(&mut self.scope.sources);
        let outer_calendars = std::mem::take(&mut self.scope.calendars);
        for item in &file.items {
            match &item.kind {
                ItemKind::Source(it) => self.source(it),
                ItemKind::Calendar(it) => self.calendar(it),
                ItemKind::Broken(name) => self.broken(name.as_ref()),
                _ => {}
            }
        }
        self.scope.sources.extend(outer);
        self.scope.calendars.extend(outer_calendars);
    }

    /// It is not known of what kind it was, so nothing is said about its name elsewhere.
    fn broken(&mut self, name: Option<&'t Name>) {
        let Some(name) = name else { return };
        self.scope.names.entry(&name.text).or_insert((Entity::Broken, name.clone()));
        self.scope.rule_names.entry(&name.text).or_insert(None);
        self.scope.sources.entry(&name.text).or_insert(None);
        self.scope.calendars.entry(&name.text).or_insert(None);
    }

    /// Names inside one declaration.
    fn distinct(&mut self, names: impl Iterator<Item = &'t Name>) {
        let mut seen: BTreeMap<&str, &Name> = BTreeMap::new();
        for name in names {
            match seen.get(name.text.as_str()) {
                Some(first) => twice(self.report, name, first.span),
                None => drop(seen.insert(&name.text, name)),
            }
        }
    }
}

fn same_meaning(first: &tree::Field, second: &tree::Field) -> bool {
    let verified = |it: &tree::Field| it.verifies.as_ref().map(|it| it.text.clone());
    // The debug text of a tree shows no places, so it is the same for the same type.
    first.optional == second.optional
        && verified(first) == verified(second)
        && format!("{:?}", first.ty.kind) == format!("{:?}", second.ty.kind)
}

fn twice(report: &mut Report, name: &Name, first: crate::engine::source::Span) {
    let text = &name.text;
    report
        .add(
            Code::DuplicateName,
            name.span,
            wording!("nama `{text}` dinyatakan dua kali", "the name `{text}` is declared twice"),
        )
        .label(wording!("sudah dinyatakan", "already declared"))
        .also(first, wording!("pernyataan yang pertama", "the first declaration"))
        .help(wording!(
            "ganti nama salah satunya, atau hapus yang berlebih",
            "rename one of them, or delete the one too many"
        ));
}

fn other_meaning(report: &mut Report, first: &tree::Field, second: &tree::Field) {
    let text = &second.name.text;
    report
        .add(
            Code::DuplicateName,
            first.name.span,
            wording!(
                "isian `{text}` berarti lain dalam himpunan yang dipakai",
                "the input `{text}` means something else in the rulebook that is used"
            ),
        )
        .label(wording!("dinyatakan begini di sini", "declared like this here"))
        .also(second.span, wording!("dan begini di sana", "and like this there"))
        .help(wording!(
            "tulis jenis yang sama (dan `opsional` yang sama), atau ganti namanya",
            "write the same type (and the same `optional`), or rename it"
        ));
}
