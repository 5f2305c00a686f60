//! The fast evaluator against the literal one, on random typed rules and random cases.

use super::{Evaluator, Program, Truth, requirements};
use crate::engine::case::Layout;
use crate::engine::finding::Finding;
use crate::engine::reference;
use crate::engine::sample::*;
use crate::engine::types::{self, *};
use crate::engine::value::Calendar;
use crate::engine::value::terms::{Aggregate, ArithmeticOp, CompareOp, Quantifier, Rounding};
use crate::engine::wire::{Completeness, read_case};
use crate::engine::wording::Wording;
use std::sync::Arc;

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    fn between(&mut self, least: i64, greatest: i64) -> i64 {
        least + i64::try_from(self.roll(usize::try_from(greatest - least + 1).unwrap())).unwrap()
    }
}

const NUMBER: Type = Type::Number { scale: 0, least: -3, greatest: 3 };
const DAY: i64 = 19_000;

/// Records: 0 the case, 1 part {number?, day, marks}, 2 entry {code, number?, flag, marks, part?}.
fn schema() -> Rulebook {
    let mut rulebook = rulebook(
        vec![
            field("a", NUMBER),
            optional("b", NUMBER),
            field("t", Type::Truth),
            optional("u", Type::Truth),
            field("e", Type::Enum(0)),
            field("d", Type::Date),
            optional("f", Type::Date),
            field("s", Type::Text),
            optional("v", Type::Text),
            optional("part", Type::Record(1)),
            field("entries", list(Type::Record(2), 0, 3)),
            optional("marks", list(NUMBER, 0, 3)),
        ],
        vec![
            ("Part", vec![optional("number", NUMBER), field("day", Type::Date), field("marks", list(NUMBER, 0, 3))]),
            (
                "Entry",
                vec![
                    field("code", Type::Text),
                    optional("number", NUMBER),
                    field("flag", Type::Truth),
                    field("marks", list(NUMBER, 0, 2)),
                    optional("part", Type::Record(1)),
                ],
            ),
        ],
    );
    rulebook.enums.push(enumeration("Kind", &["p", "q", "r"]));
    rulebook.judgements.extend([judgement("j", None), judgement("k", Some(true)), judgement("l", Some(false))]);
    let calendar = Calendar::new(DAY - 20, DAY + 20, &[DAY + 3, DAY - 4]);
    rulebook.calendars.push(NamedCalendar { name: "c".into(), label: Wording::same("c"), calendar });
    rulebook
}

/// Writes a random value of a type as JSON.
fn json_value(dice: &mut Dice, rulebook: &Rulebook, ty: &Type, optional: bool, out: &mut String) {
    if optional && dice.once_in(3) {
        return out.push_str("null");
    }
    if dice.once_in(8) {
        return out.push_str(r#"{"unknown":"w"}"#);
    }
    match ty {
        Type::Truth => out.push_str(if dice.once_in(2) { "true" } else { "false" }),
        Type::Number { least, greatest, .. } => out.push_str(&dice.between(*least, *greatest).to_string()),
        Type::Date => {
            let day = dice.between(DAY - 3, DAY + 3);
            out.push_str(&format!("{:?}", crate::engine::value::date::iso(day)));
        }
        Type::Enum(_) => out.push_str([r#""p""#, r#""q""#, r#""r""#][dice.roll(3)]),
        Type::Text => out.push_str([r#""x""#, r#""yy""#, r#""zz""#][dice.roll(3)]),
        Type::List { element, least, greatest } => {
            out.push('[');
            for index in 0..dice.between(i64::from(*least), i64::from(*greatest)) {
                out.push_str(if index > 0 { "," } else { "" });
                json_value(dice, rulebook, element, false, out);
            }
            out.push(']');
        }
        Type::Record(record) => {
            out.push('{');
            for field in &rulebook.records[*record].fields {
                if !dice.once_in(12) {
                    out.push_str(if out.ends_with('{') { "" } else { "," });
                    out.push_str(&format!("{:?}:", field.name));
                    json_value(dice, rulebook, &field.ty, field.optional, out);
                }
            }
            out.push('}');
        }
        Type::Period(_) | Type::Broken => {}
    }
}

pub(crate) fn json_case(dice: &mut Dice, rulebook: &Rulebook) -> String {
    let mut out = String::new();
    while !out.starts_with('{') || out.starts_with("{\"unknown\"") {
        out.clear();
        json_value(dice, rulebook, &Type::Record(0), false, &mut out);
    }
    if dice.once_in(2) {
        let answer = ["yes", "no", "unknown"][dice.roll(3)];
        out.pop();
        let comma = if out.ends_with('{') { "" } else { "," };
        let name = ["j", "k", "l"][dice.roll(3)];
        out.push_str(&format!(r#"{comma}"judgements":{{"{name}":{{"answer":"{answer}","reason":"r"}}}}}}"#));
    }
    out
}

/// What kind of expression is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Truth,
    Number,
    Date,
    Enum,
    Text,
}

const KINDS: [Kind; 5] = [Kind::Truth, Kind::Number, Kind::Date, Kind::Enum, Kind::Text];

fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Truth => Type::Truth,
        Kind::Number => NUMBER,
        Kind::Date => Type::Date,
        Kind::Enum => Type::Enum(0),
        Kind::Text => Type::Text,
    }
}

struct Author {
    dice: Dice,
    rulebook: Rulebook,
    /// Types of the elements that are bound.
    scope: Vec<Type>,
    /// Declarations so far: kind and element type.
    definitions: Vec<(Kind, Option<Type>)>,
    criteria: Vec<Option<Type>>,
    decisions: usize,
}

impl Author {
    fn expr(&mut self, kind: ExprKind, ty: Type) -> Expr {
        let id = self.rulebook.expressions;
        self.rulebook.expressions += 1;
        Expr { id, span: NOWHERE, ty, kind }
    }

    /// A random path from the case or an element to something that is wanted.
    fn read(&mut self, wanted: impl Fn(&Type) -> bool) -> Option<Read> {
        for _ in 0..12 {
            let depth = self.dice.roll(self.scope.len() + 1);
            let (local, mut ty) = match self.scope.get(depth) {
                Some(ty) => (Some(depth), ty.clone()),
                None => (None, Type::Record(0)),
            };
            let mut fields = Vec::new();
            let mut optional = false;
            while let Type::Record(record) = ty {
                if local.is_some() && wanted(&ty) && self.dice.once_in(2) || (!fields.is_empty() && wanted(&ty)) {
                    break;
                }
                let all = &self.rulebook.records[record].fields;
                let index = self.dice.roll(all.len());
                fields.push(index);
                optional |= all[index].optional;
                ty = all[index].ty.clone();
            }
            if wanted(&ty) && (local.is_some() || !fields.is_empty()) {
                return Some(Read { local, fields, ty, optional, span: NOWHERE });
            }
        }
        None
    }

    fn value(&mut self, kind: Kind, depth: usize) -> Expr {
        let ty = type_of(kind);
        let choice = if depth == 0 { self.dice.roll(4) } else { self.dice.roll(12) };
        let built = match choice {
            0 => None,
            1..=3 => self.read(|it| *it == ty).map(ExprKind::Read),
            4 => self
                .read(|it| *it == ty)
                .map(|value| ExprKind::Default { value, default: Box::new(self.value(kind, depth - 1)) }),
            5 => Some(ExprKind::If {
                condition: Box::new(self.value(Kind::Truth, depth - 1)),
                then: Box::new(self.value(kind, depth - 1)),
                otherwise: Box::new(self.value(kind, depth - 1)),
            }),
            6 => self.definition(kind),
            _ => match kind {
                Kind::Truth => Some(self.condition(depth - 1)),
                Kind::Number => self.number(depth - 1),
                Kind::Date => Some(ExprKind::Shift {
                    date: Box::new(self.value(Kind::Date, depth - 1)),
                    period: Box::new(self.period()),
                    back: self.dice.once_in(2),
                }),
                Kind::Enum | Kind::Text => None,
            },
        };
        let kind = built.unwrap_or_else(|| ExprKind::Constant(self.constant(kind)));
        self.expr(kind, ty)
    }

    fn constant(&mut self, kind: Kind) -> Constant {
        match kind {
            Kind::Truth => Constant::Truth(self.dice.once_in(2)),
            Kind::Number => Constant::Integer(if self.dice.once_in(9) { i64::MAX } else { self.dice.between(-3, 3) }),
            Kind::Date => Constant::Integer(self.dice.between(DAY - 3, DAY + 3)),
            Kind::Enum => Constant::Integer(self.dice.between(0, 2)),
            Kind::Text => Constant::Text(["x", "yy", "zz"][self.dice.roll(3)].into()),
        }
    }

    fn period(&mut self) -> Expr {
        let unit = [Unit::Days, Unit::Months, Unit::Months, Unit::WorkingDays(0)][self.dice.roll(4)];
        let count = if self.dice.once_in(9) { 200_000 } else { self.dice.between(0, 4) };
        self.expr(ExprKind::Constant(Constant::Integer(count)), Type::Period(unit))
    }

    fn definition(&mut self, kind: Kind) -> Option<ExprKind> {
        let count = self.definitions.len();
        let id = self.dice.roll(count.max(1));
        let (its, of) = self.definitions.get(id)?.clone();
        (its == kind).then_some(())?;
        let argument = match of {
            None => None,
            Some(of) => Some(self.read(|it| *it == of)?),
        };
        Some(ExprKind::Definition { id, argument })
    }

    fn number(&mut self, depth: usize) -> Option<ExprKind> {
        Some(match self.dice.roll(4) {
            0 => ExprKind::Arithmetic {
                op: [ArithmeticOp::Add, ArithmeticOp::Subtract, ArithmeticOp::Multiply][self.dice.roll(3)],
                left: Box::new(self.value(Kind::Number, depth)),
                right: Box::new(self.value(Kind::Number, depth)),
            },
            1 => ExprKind::Divide {
                left: Box::new(self.value(Kind::Number, depth)),
                right: Box::new(self.value(Kind::Number, depth)),
                digits: 0,
                rounding: [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up][self.dice.roll(4)],
            },
            2 => ExprKind::Rescale {
                value: Box::new(self.value(Kind::Number, depth)),
                by: u8::from(self.dice.once_in(3)),
            },
            _ => {
                let (local, list, filter) = self.list(depth)?;
                let value = Some(Box::new(self.value(Kind::Number, depth)));
                self.scope.pop();
                let aggregate =
                    [Aggregate::Count, Aggregate::Sum, Aggregate::Least, Aggregate::Greatest][self.dice.roll(4)];
                let value = if aggregate == Aggregate::Count { None } else { value };
                ExprKind::Aggregate { aggregate, local, variable: "x".into(), list, filter, value }
            }
        })
    }

    /// Binds the elements of a list.
    fn list(&mut self, depth: usize) -> Option<(usize, Read, Option<Box<Expr>>)> {
        let list = self.read(|it| matches!(it, Type::List { .. }))?;
        let local = self.scope.len();
        let Type::List { element, .. } = list.ty.clone() else { return None };
        self.scope.push(*element);
        let filter = self.dice.once_in(2).then(|| Box::new(self.value(Kind::Truth, depth)));
        Some((local, list, filter))
    }

    fn condition(&mut self, depth: usize) -> ExprKind {
        match self.dice.roll(11) {
            0 => ExprKind::Not(Box::new(self.value(Kind::Truth, depth))),
            1 => ExprKind::All((0..self.dice.roll(4)).map(|_| self.value(Kind::Truth, depth)).collect()),
            2 => ExprKind::Any((0..self.dice.roll(4)).map(|_| self.value(Kind::Truth, depth)).collect()),
            3 => self.read(|_| true).map_or(ExprKind::Constant(Constant::Truth(true)), ExprKind::Given),
            4 => {
                let kind = KINDS[self.dice.roll(5)];
                let value = Box::new(self.value(kind, depth));
                let options = (0..=self.dice.roll(3)).map(|_| self.constant(kind)).collect();
                ExprKind::OneOf { value, options }
            }
            5 => ExprKind::Within {
                value: Box::new(self.value(Kind::Date, depth)),
                period: Box::new(self.period()),
                before: self.dice.once_in(2),
                anchor: Box::new(self.value(Kind::Date, depth)),
                counting_both_ends: self.dice.once_in(2),
            },
            6 => match self.list(depth) {
                Some((local, list, filter)) => {
                    let body = Box::new(self.value(Kind::Truth, depth));
                    self.scope.pop();
                    let quantifier = [Quantifier::Every, Quantifier::Some, Quantifier::No][self.dice.roll(3)];
                    ExprKind::Quantified { quantifier, local, variable: "x".into(), list, filter, body }
                }
                None => ExprKind::Judgement(self.dice.roll(3)),
            },
            7 => self.named_condition(),
            _ => {
                let kind = KINDS[self.dice.roll(5)];
                let only_equal = matches!(kind, Kind::Truth | Kind::Text);
                let sides = if only_equal { 2 } else { 6 };
                let op = [
                    CompareOp::Equal,
                    CompareOp::NotEqual,
                    CompareOp::Less,
                    CompareOp::LessOrEqual,
                    CompareOp::Greater,
                    CompareOp::GreaterOrEqual,
                ][self.dice.roll(sides)];
                let (left, right) = (Box::new(self.value(kind, depth)), Box::new(self.value(kind, depth)));
                ExprKind::Compare { op, left, right }
            }
        }
    }

    fn named_condition(&mut self) -> ExprKind {
        if self.decisions > 0 && self.dice.once_in(3) {
            return ExprKind::DecisionIs { decision: self.dice.roll(self.decisions), outcome: self.dice.roll(3) };
        }
        let id = self.dice.roll(self.criteria.len().max(1));
        let argument = match self.criteria.get(id).cloned() {
            None => None,
            Some(None) => return ExprKind::Criterion { id, argument: None },
            Some(Some(of)) => self.read(|it| *it == of),
        };
        match argument {
            Some(argument) => ExprKind::Criterion { id, argument: Some(argument) },
            None => ExprKind::Judgement(self.dice.roll(3)),
        }
    }

    /// Perhaps of an element; the scope then holds it.
    fn binding(&mut self) -> Option<Binding> {
        self.scope.clear();
        let ty = [None, None, Some(Type::Record(2)), Some(NUMBER), Some(Type::Record(1))][self.dice.roll(5)].clone()?;
        self.scope.push(ty.clone());
        Some(Binding { name: "x".into(), ty })
    }

    fn add_definition(&mut self) {
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

    fn table(&mut self, kind: Kind) -> Table {
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

    fn table_cell(&mut self, kind: Kind) -> types::Cell {
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

    fn add_criterion(&mut self) {
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

    fn add_decision(&mut self) {
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

    /// A condition that the index of rules can use: one or two demands of facts, and more.
    fn selective(&mut self) -> Expr {
        let mut parts = Vec::new();
        for _ in 0..=self.dice.roll(2) {
            let kind = KINDS[1 + self.dice.roll(4)];
            let ty = type_of(kind);
            let Some(read) = self.read(|it| *it == ty) else { continue };
            let value = Box::new(self.expr(ExprKind::Read(read), ty.clone()));
            let constant = self.constant(kind);
            let kind = if self.dice.once_in(3) {
                ExprKind::OneOf { value, options: vec![constant, self.constant(kind)] }
            } else {
                let right = Box::new(self.expr(ExprKind::Constant(constant), ty));
                let ordered = [CompareOp::Equal, CompareOp::Less, CompareOp::GreaterOrEqual, CompareOp::NotEqual];
                let op = ordered[if kind == Kind::Text { 0 } else { self.dice.roll(4) }];
                ExprKind::Compare { op, left: value, right }
            };
            parts.push(self.expr(kind, Type::Truth));
        }
        parts.push(self.value(Kind::Truth, 1));
        self.expr(ExprKind::All(parts), Type::Truth)
    }

    fn read_list(&mut self) -> Option<ForEvery> {
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

#[test]
fn both_evaluators_find_the_same_on_random_rules_and_cases() {
    let mut decided = 0;
    for seed in 0..250 {
        let rulebook = Arc::new(random_rulebook(seed));
        let layout = Layout::new(&rulebook);
        let program = Program::compile(Arc::clone(&rulebook));
        let mut dice = Dice(seed ^ 0xABCD);
        for _ in 0..8 {
            let json = json_case(&mut dice, &rulebook);
            let case = read_case(&rulebook, &layout, json.as_bytes(), Completeness::PreCheck).unwrap();
            let evaluator = Evaluator::new(&program, &case);
            let mut finding = Finding::default();
            for (index, decision) in rulebook.decisions.iter().enumerate() {
                let element = decision.for_every.as_ref().map(|_| u32::try_from(dice.roll(3)).unwrap());
                evaluator.rule_into(index, element, &mut finding);
                let literal = reference::rule(&rulebook, &layout, &case, index, element);
                assert_eq!(finding, literal, "seed {seed}, decision {index}, element {element:?}\n{json}");
                decided += usize::from(matches!(literal.status, crate::engine::finding::Status::Decided(_)));
            }
            let broken = requirements(&program, &case).iter().any(|it| it.code == "C0201");
            let literal = reference::requirements(&rulebook, &layout, &case).contains(&Truth::No);
            assert_eq!(broken, literal, "seed {seed}\n{json}");
        }
    }
    assert!(decided > 500, "{decided}");
}
