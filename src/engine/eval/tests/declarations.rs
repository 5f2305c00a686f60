//! Random definitions, tables, criteria and decisions, and rulebooks of them.

use super::cases::*;
use super::expressions::*;
use crate::engine::sample::*;
use crate::engine::types::{self, *};
use crate::engine::wording::Wording;

impl Author {
    pub(super) fn add_definition(&mut self) {
        let of = self.binding();
        let kind = KINDS[self.dice.roll(5)];
        let body = match self.dice.roll(8) {
            0 => Meaning::Pending(Wording::same("later")),
            1..=3 => Meaning::Known(Body::Table(self.table(kind))),
            _ => Meaning::Known(Body::Expr(self.value(kind, 3))),
        };
        if of.is_none() {
            self.rulebook.order.push(Node::Definition(self.definitions.len()));
        }
        self.definitions.push((kind, of.as_ref().map(|it| it.ty.clone())));
        let label = Wording::same("d");
        self.rulebook.definitions.push(Definition {
            name: "d".into(),
            label,
            of,
            ty: type_of(kind),
            bases: vec![],
            body,
            span: NOWHERE,
        });
    }

    pub(super) fn table(&mut self, kind: Kind) -> Table {
        let kinds: Vec<Kind> = (0..=self.dice.roll(2)).map(|_| KINDS[self.dice.roll(5)]).collect();
        let columns = kinds.iter().map(|it| self.value(*it, 1)).collect();
        let rows = (0..self.dice.roll(4))
            .map(|_| {
                let cells = kinds.iter().map(|it| self.table_cell(*it)).collect();
                let depth = self.dice.roll(2);
                Row { cells, result: self.value(kind, depth), span: NOWHERE }
            })
            .collect();
        Table { columns, rows }
    }

    pub(super) fn table_cell(&mut self, kind: Kind) -> types::Cell {
        match self.dice.roll(4) {
            0 => types::Cell::Any,
            1 => types::Cell::Not(self.constant(kind)),
            2 if matches!(kind, Kind::Number | Kind::Date | Kind::Enum) => {
                let mut end = || if let Constant::Integer(it) = self.constant(kind) { Some(it) } else { None };
                let (least, greatest) = (end(), end());
                types::Cell::Between { least: least.filter(|it| it % 2 == 0), greatest }
            }
            _ => types::Cell::OneOf((0..=self.dice.roll(2)).map(|_| self.constant(kind)).collect()),
        }
    }

    pub(super) fn add_criterion(&mut self) {
        let of = self.binding();
        let condition = if self.dice.once_in(9) {
            Meaning::Pending(Wording::same("later"))
        } else {
            Meaning::Known(self.value(Kind::Truth, 3))
        };
        if of.is_none() {
            self.rulebook.order.push(Node::Criterion(self.criteria.len()));
        }
        self.criteria.push(of.as_ref().map(|it| it.ty.clone()));
        let label = Wording::same("c");
        self.rulebook.criteria.push(Criterion { name: "c".into(), label, of, bases: vec![], condition, span: NOWHERE });
    }

    pub(super) fn add_decision(&mut self) {
        let for_every = if self.dice.once_in(4) { self.read_list() } else { None };
        self.scope.clear();
        self.scope.extend(for_every.as_ref().map(|it| it.element.clone()));
        let first = self.rulebook.rules.len();
        let many = self.dice.once_in(3);
        let count = if many { 8 + self.dice.roll(12) } else { self.dice.roll(6) };
        for number in 0..count {
            let condition = if self.dice.once_in(9) {
                Meaning::Pending(Wording::same("later"))
            } else if many {
                Meaning::Known(self.selective())
            } else {
                Meaning::Known(self.value(Kind::Truth, 2))
            };
            let overrides = (0..number).filter(|_| self.dice.once_in(4)).map(|it| first + it).collect();
            let valid_until = self.dice.once_in(3).then(|| self.value(Kind::Date, 2));
            let because = Template { id: vec![TemplatePiece::Value(self.value(Kind::Number, 1))], en: vec![] };
            self.rulebook.rules.push(types::Rule {
                name: "r".into(),
                decision: self.decisions,
                outcome: self.dice.roll(3),
                overrides,
                condition,
                bases: vec![],
                because,
                valid_until,
                duties: vec![],
                span: NOWHERE,
            });
        }
        let outcomes = ["x", "y", "z"].map(|it| Named { name: it.into(), label: Wording::same(it) }).to_vec();
        let otherwise = Otherwise { outcome: self.dice.roll(3), bases: vec![], because: Template::default() };
        let label = Wording::same("d");
        self.rulebook.decisions.push(Decision {
            name: "d".into(),
            label,
            for_every,
            outcomes,
            otherwise,
            rules: (first..first + count).collect(),
            own: true,
            span: NOWHERE,
        });
        self.rulebook.order.push(Node::Decision(self.decisions));
        self.decisions += 1;
    }

    pub(super) fn read_list(&mut self) -> Option<ForEvery> {
        self.scope.clear();
        let list = self.read(|it| matches!(it, Type::List { .. }))?;
        let Type::List { element, .. } = list.ty.clone() else { return None };
        Some(ForEvery { name: "x".into(), list, element: *element })
    }
}

pub(crate) fn random_rulebook(seed: u64) -> Rulebook {
    let mut author = Author {
        dice: Dice(seed),
        rulebook: schema(),
        scope: vec![],
        definitions: vec![],
        criteria: vec![],
        decisions: 0,
    };
    for _ in 0..8 {
        match author.dice.roll(3) {
            0 => author.add_definition(),
            1 => author.add_criterion(),
            _ => author.add_decision(),
        }
    }
    author.add_decision();
    author.scope.clear();
    for _ in 0..2 {
        let condition = author.value(Kind::Truth, 3);
        let message = Wording::same("m");
        author.rulebook.requirements.push(Requirement { name: "q".into(), condition, message });
    }
    author.rulebook
}
