//! Expressions of the typed tree to instructions, one for each.
//!
//! Knows nothing of: evaluation. Which instructions can be joined is in `fuse`.

use super::instruction::{Division, Instruction, NodeId, OF_CASE, Place, Stretch, Stride, Within};
use super::{DecisionPlan, Ladder, Loop, RequirementPlan, Step, Table};
use crate::engine::case::Layout;
use crate::engine::types::{Constant, Expr, ExprKind, Meaning, Node, Read, Rulebook, Type, Unit};
use crate::engine::value::number;
use std::collections::BTreeMap;

/// What a [`super::Program`] is made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) nodes: Vec<Instruction>,
    pub(super) operands: Vec<NodeId>,
    pub(super) constants: Vec<i64>,
    pub(super) texts: Vec<String>,
    pub(super) loops: Vec<Loop>,
    pub(super) withins: Vec<Within>,
    pub(super) divisions: Vec<Division>,
    pub(super) tables: Vec<Table>,
    pub(super) ladders: Vec<Ladder>,
    pub(super) table_scratch: usize,
    pub(super) order: Vec<Step>,
    pub(super) requirement_steps: Vec<Step>,
    pub(super) decisions: Vec<DecisionPlan>,
    pub(super) requirements: Vec<RequirementPlan>,
    pub(super) expressions: Vec<NodeId>,
}

/// Compilation in progress.
pub(super) struct Compiler<'r> {
    pub(super) book: &'r Rulebook,
    pub(super) layout: &'r Layout,
    pub(super) parts: Parts,
    known: BTreeMap<Instruction, NodeId>,
    text_numbers: BTreeMap<String, u32>,
    /// Types of the elements that are bound, by depth.
    pub(super) scope: Vec<&'r Type>,
    /// Where the body of each definition and criterion is (or will be).
    pub(super) definition_bodies: Vec<NodeId>,
    pub(super) criterion_bodies: Vec<NodeId>,
    /// What the expressions compiled since the last look name, and which facts of the case they read.
    pub(super) named: Vec<Node>,
    pub(super) facts: Vec<Vec<usize>>,
}

impl<'r> Compiler<'r> {
    pub(super) fn new(book: &'r Rulebook, layout: &'r Layout) -> Self {
        let expressions = usize::try_from(book.expressions).unwrap_or(0);
        let parts = Parts { expressions: vec![NodeId(u32::MAX); expressions], ..Parts::default() };
        Self {
            book,
            layout,
            parts,
            known: BTreeMap::new(),
            text_numbers: BTreeMap::new(),
            scope: Vec::new(),
            definition_bodies: Vec::new(),
            criterion_bodies: Vec::new(),
            named: Vec::new(),
            facts: Vec::new(),
        }
    }

    /// The number of an instruction; equal ones share it.
    pub(super) fn add(&mut self, instruction: Instruction) -> NodeId {
        if let Some(known) = self.known.get(&instruction) {
            return *known;
        }
        let id = self.place_for_body();
        self.replace(id, instruction);
        self.known.insert(instruction, id);
        id
    }

    /// A number whose instruction follows later.
    pub(super) fn place_for_body(&mut self) -> NodeId {
        let id = NodeId(number_of(self.parts.nodes.len()));
        self.parts.nodes.push(Instruction::Unknown);
        id
    }

    pub(super) fn replace(&mut self, id: NodeId, instruction: Instruction) {
        if let Some(node) = usize::try_from(id.0).ok().and_then(|it| self.parts.nodes.get_mut(it)) {
            *node = instruction;
        }
    }

    pub(super) fn instruction(&self, id: NodeId) -> Instruction {
        let index = usize::try_from(id.0).unwrap_or(usize::MAX);
        self.parts.nodes.get(index).copied().unwrap_or(Instruction::Unknown)
    }

    /// Compiles an expression and all inside it.
    pub(super) fn expression(&mut self, expr: &'r Expr) -> NodeId {
        let node = self.kind(expr);
        if let Some(place) = usize::try_from(expr.id).ok().and_then(|it| self.parts.expressions.get_mut(it)) {
            *place = node;
        }
        node
    }

    fn kind(&mut self, expr: &'r Expr) -> NodeId {
        match &expr.kind {
            ExprKind::Constant(constant) => self.constant(constant),
            ExprKind::Read(read) => self.at(read, |it| Instruction::Fact { depth: it.depth, offset: it.offset }),
            ExprKind::Given(read) => self.at(read, |it| Instruction::Given { depth: it.depth, offset: it.offset }),
            ExprKind::Parameter(id) => self.parameter(*id),
            ExprKind::Definition { id, argument } => self.definition_read(*id, argument.as_ref()),
            ExprKind::Criterion { id, argument } => self.criterion_read(*id, argument.as_ref()),
            ExprKind::Judgement(id) => self.add(Instruction::Judgement(number_of(*id))),
            ExprKind::DecisionIs { decision, outcome } => self.decision_read(*decision, *outcome),
            ExprKind::Default { value, default } => {
                let otherwise = self.expression(default);
                self.at(value, |it| Instruction::Default { depth: it.depth, offset: it.offset, otherwise })
            }
            ExprKind::OneOf { value, options } => {
                let value = self.expression(value);
                self.membership(value, options)
            }
            ExprKind::If { condition, then, otherwise } => {
                let (condition, then) = (self.expression(condition), self.expression(then));
                let otherwise = self.expression(otherwise);
                self.choice(condition, then, otherwise, expr.ty == Type::Text)
            }
            ExprKind::Quantified { .. } | ExprKind::Aggregate { .. } => self.over_list(expr),
            ExprKind::Broken => self.add(Instruction::Unknown),
            ExprKind::Not(_) | ExprKind::All(_) | ExprKind::Any(_) | ExprKind::Compare { .. } => self.condition(expr),
            _ => self.calculation(expr),
        }
    }

    fn condition(&mut self, expr: &'r Expr) -> NodeId {
        match &expr.kind {
            ExprKind::Not(inner) => {
                let inner = self.expression(inner);
                self.negation(inner)
            }
            ExprKind::All(parts) => {
                let parts = self.expressions(parts);
                self.conjunction(parts)
            }
            ExprKind::Any(parts) => {
                let parts = self.expressions(parts);
                self.disjunction(parts)
            }
            ExprKind::Compare { op, left, right } => {
                let texts = left.ty == Type::Text;
                let (left, right) = (self.expression(left), self.expression(right));
                self.comparison((*op).into(), left, right, texts)
            }
            _ => self.add(Instruction::Unknown),
        }
    }

    fn calculation(&mut self, expr: &'r Expr) -> NodeId {
        match &expr.kind {
            ExprKind::Arithmetic { op, left, right } => {
                let (left, right) = (self.expression(left), self.expression(right));
                self.add(Instruction::Arithmetic { op: (*op).into(), left, right })
            }
            ExprKind::Divide { left, right, digits, rounding } => {
                let (digits, rounding) = (*digits, *rounding);
                let left = (self.expression(left), scale(&left.ty));
                let right = (self.expression(right), scale(&right.ty));
                self.parts.divisions.push(Division { left, right, digits, rounding });
                self.add(Instruction::Divide(number_of(self.parts.divisions.len() - 1)))
            }
            ExprKind::Rescale { value, by } => {
                let value = self.expression(value);
                self.rescaled(value, number::power_of_ten(*by))
            }
            ExprKind::Shift { date, period, back } => {
                let unit = stride(&period.ty);
                let (date, period) = (self.expression(date), self.expression(period));
                match unit {
                    Some((stride, calendar)) => {
                        self.add(Instruction::Shift { stride, back: *back, calendar, date, period })
                    }
                    None => self.add(Instruction::Unknown),
                }
            }
            ExprKind::Within { value, period, before, anchor, counting_both_ends } => {
                let unit = stride(&period.ty);
                let (value, period) = (self.expression(value), self.expression(period));
                let anchor = self.expression(anchor);
                let (stride, calendar) = unit.unwrap_or((Stride::Days, 0));
                let (before, counting_both_ends) = (*before, *counting_both_ends);
                let within = Within { value, period, anchor, stride, calendar, before, counting_both_ends };
                self.parts.withins.push(within);
                self.add(Instruction::Within(number_of(self.parts.withins.len() - 1)))
            }
            _ => self.add(Instruction::Unknown),
        }
    }

    fn constant(&mut self, constant: &Constant) -> NodeId {
        let instruction = match constant {
            Constant::Truth(it) => Instruction::Known(*it),
            Constant::Integer(it) => Instruction::Constant(*it),
            Constant::Text(it) => Instruction::Text(self.text(it)),
        };
        self.add(instruction)
    }

    /// The number of a text.
    pub(super) fn text(&mut self, text: &str) -> u32 {
        if let Some(known) = self.text_numbers.get(text) {
            return *known;
        }
        let number = number_of(self.parts.texts.len());
        self.parts.texts.push(text.to_owned());
        self.text_numbers.insert(text.to_owned(), number);
        number
    }

    fn parameter(&mut self, id: usize) -> NodeId {
        match self.book.parameters.get(id).map(|it| &it.value) {
            Some(Meaning::Known(constant)) => self.constant(constant),
            _ => self.add(Instruction::Unknown),
        }
    }

    fn definition_read(&mut self, id: usize, argument: Option<&Read>) -> NodeId {
        self.named.push(Node::Definition(id));
        match (argument, self.definition_bodies.get(id).copied()) {
            (Some(argument), Some(body)) => self.call(body, argument),
            _ => self.add(Instruction::Definition(number_of(id))),
        }
    }

    fn criterion_read(&mut self, id: usize, argument: Option<&Read>) -> NodeId {
        self.named.push(Node::Criterion(id));
        match (argument, self.criterion_bodies.get(id).copied()) {
            (Some(argument), Some(body)) => self.call(body, argument),
            _ => self.add(Instruction::Criterion(number_of(id))),
        }
    }

    fn decision_read(&mut self, decision: usize, outcome: usize) -> NodeId {
        self.named.push(Node::Decision(decision));
        self.add(Instruction::DecisionIs { decision: number_of(decision), outcome: number_of(outcome) })
    }

    fn expressions(&mut self, parts: &'r [Expr]) -> Vec<NodeId> {
        parts.iter().map(|it| self.expression(it)).collect()
    }

    fn call(&mut self, body: NodeId, argument: &Read) -> NodeId {
        let Ok(shift) = u8::try_from(self.scope.len()) else {
            return self.add(Instruction::Unknown);
        };
        self.at(argument, |it| Instruction::Call { body, depth: it.depth, shift, offset: it.offset })
    }

    fn at(&mut self, read: &Read, instruction: impl FnOnce(Place) -> Instruction) -> NodeId {
        let place = self.place(read);
        self.add(place.map_or(Instruction::Unknown, instruction))
    }

    /// Where a fact lies.
    pub(super) fn place(&mut self, read: &Read) -> Option<Place> {
        let (depth, mut record) = match read.local {
            None => {
                self.facts.push(read.fields.clone());
                (OF_CASE, Some(0))
            }
            Some(local) => (u8::try_from(local).ok().filter(|it| *it != OF_CASE)?, record_of(self.scope.get(local)?)),
        };
        let mut offset: u32 = 0;
        for field in &read.fields {
            offset = offset.checked_add(*self.layout.records.get(record?)?.offsets.get(*field)?)?;
            record = record_of(&self.book.records.get(record?)?.fields.get(*field)?.ty);
        }
        Some(Place { depth, offset })
    }

    /// A row of operands.
    pub(super) fn stretch(&mut self, parts: &[NodeId]) -> Stretch {
        let start = number_of(self.parts.operands.len());
        self.parts.operands.extend_from_slice(parts);
        Stretch { start, length: number_of(parts.len()) }
    }
}

/// An index as it is kept in instructions. Rulebooks are far smaller than that.
pub(super) fn number_of(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

const fn record_of(ty: &Type) -> Option<usize> {
    match ty {
        Type::Record(record) => Some(*record),
        _ => None,
    }
}

const fn scale(ty: &Type) -> u8 {
    match ty {
        Type::Number { scale, .. } => *scale,
        _ => 0,
    }
}

/// How a period moves a date, and by which calendar.
pub(super) fn stride(ty: &Type) -> Option<(Stride, u32)> {
    match ty {
        Type::Period(Unit::Days) => Some((Stride::Days, 0)),
        Type::Period(Unit::Months) => Some((Stride::Months, 0)),
        Type::Period(Unit::WorkingDays(calendar)) => Some((Stride::WorkingDays, number_of(*calendar))),
        _ => None,
    }
}
