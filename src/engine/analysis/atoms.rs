//! The conditions of a rule as a list of simple demands that must all hold.
//!
//! Knows nothing of: which rules there are.

use std::collections::BTreeMap;

use super::domain::{self, Stretch};
use crate::engine::types::expr::CompareOp;
use crate::engine::types::{Expr, ExprKind, Rulebook, Type};

/// A conjunction, sorted by what each part says.
#[derive(Clone)]
pub(super) struct Demands<'a> {
    /// What an expression may be, by the expression's shape: only facts with an integer value.
    pub facts: BTreeMap<String, Fact<'a>>,
    /// Shapes of parts that must hold and are no simple demand on a fact.
    pub opaque: Vec<String>,
    /// Some part is certainly never true.
    pub impossible: bool,
    /// All parts, by shape.
    pub shapes: Vec<String>,
}

/// What is demanded of one fact.
#[derive(Clone)]
pub(super) struct Fact<'a> {
    pub expression: &'a Expr,
    pub allowed: Vec<Stretch>,
}

impl<'a> Demands<'a> {
    /// Takes a condition apart.
    pub(super) fn of(rulebook: &Rulebook, condition: &'a Expr) -> Self {
        let mut demands = Self { facts: BTreeMap::new(), opaque: Vec::new(), impossible: false, shapes: Vec::new() };
        demands.add(rulebook, condition);
        demands
    }

    /// Whether both cannot hold together.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let apart = |shape: &String, fact: &Fact<'_>| {
            other.facts.get(shape).is_some_and(|it| domain::common(&it.allowed, &fact.allowed).is_empty())
        };
        self.impossible || other.impossible || self.facts.iter().any(|(shape, fact)| apart(shape, fact))
    }

    /// Both at once.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (shape, fact) in &other.facts {
            both.demand(shape.clone(), fact.expression, fact.allowed.clone());
        }
        both.opaque.extend_from_slice(&other.opaque);
        both.impossible |= other.impossible;
        both.shapes.extend_from_slice(&other.shapes);
        both
    }

    fn add(&mut self, rulebook: &Rulebook, condition: &'a Expr) {
        if let ExprKind::All(parts) = &condition.kind {
            for part in parts {
                self.add(rulebook, part);
            }
            return;
        }
        if let ExprKind::Constant(constant) = &condition.kind {
            self.impossible |= domain::integer(constant) == Some(0);
            return;
        }
        self.shapes.push(shape(condition));
        match simple(rulebook, condition) {
            Some((expression, allowed)) => self.demand(shape(expression), expression, allowed),
            None => self.opaque.push(shape(condition)),
        }
    }

    fn demand(&mut self, shape: String, expression: &'a Expr, allowed: Vec<Stretch>) {
        let allowed = match self.facts.get(&shape) {
            Some(before) => domain::common(&before.allowed, &allowed),
            None => allowed,
        };
        self.impossible |= allowed.is_empty();
        self.facts.insert(shape, Fact { expression, allowed });
    }
}

/// The same text for expressions that say the same: their debug text without identities (places print as `_`).
pub(super) fn shape(expression: &Expr) -> String {
    let text = format!("{:?}", expression.kind);
    let mut parts = text.split("Expr { id: ");
    let mut result = parts.next().unwrap_or("").to_owned();
    for part in parts {
        result.push_str("Expr { ");
        result.push_str(part.trim_start_matches(|it: char| it.is_ascii_digit()));
    }
    result
}

/// `fact OP constant`, `fact is in {…}`, or a yes-or-no fact, negated or not.
fn simple<'a>(rulebook: &Rulebook, condition: &'a Expr) -> Option<(&'a Expr, Vec<Stretch>)> {
    match &condition.kind {
        ExprKind::Read(_) if condition.ty == Type::Truth => Some((condition, vec![(1, 1)])),
        ExprKind::Compare { op, left, right } => compare(rulebook, *op, left, right),
        ExprKind::OneOf { value, options } => {
            let fact = fact(value)?;
            let options: Option<Vec<i64>> = options.iter().map(domain::integer).collect();
            Some((fact, options?.into_iter().map(|it| (it, it)).collect()))
        }
        ExprKind::Not(inner) => {
            let (expression, allowed) = simple(rulebook, inner)?;
            Some((expression, complement(&allowed, domain::whole(rulebook, &expression.ty)?)))
        }
        _ => None,
    }
}

fn compare<'a>(
    rulebook: &Rulebook,
    op: CompareOp,
    left: &'a Expr,
    right: &'a Expr,
) -> Option<(&'a Expr, Vec<Stretch>)> {
    let constant =
        |it: &Expr| if let ExprKind::Constant(constant) = &it.kind { domain::integer(constant) } else { None };
    let (expression, op, value) = match (fact(left), constant(right), constant(left), fact(right)) {
        (Some(expression), Some(value), _, _) => (expression, op, value),
        (_, _, Some(value), Some(expression)) => (expression, mirrored(op), value),
        _ => return None,
    };
    let whole = domain::whole(rulebook, &expression.ty)?;
    let (least, greatest) = match op {
        CompareOp::Equal => (Some(value), Some(value)),
        CompareOp::NotEqual => return Some((expression, complement(&[(value, value)], whole))),
        CompareOp::Less => (None, Some(value.checked_sub(1)?)),
        CompareOp::LessOrEqual => (None, Some(value)),
        CompareOp::Greater => (Some(value.checked_add(1)?), None),
        CompareOp::GreaterOrEqual => (Some(value), None),
    };
    Some((expression, domain::between(least, greatest, whole).into_iter().collect()))
}

/// Only what stands in the case: a definition may depend on other facts that are demanded too.
fn fact(expression: &Expr) -> Option<&Expr> {
    matches!(expression.kind, ExprKind::Read(_)).then_some(expression)
}

const fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}

/// What remains of `whole` without these.
fn complement(stretches: &[Stretch], whole: Stretch) -> Vec<Stretch> {
    let mut rest = vec![whole];
    for stretch in stretches {
        let below = stretch.0.checked_sub(1).map(|it| (i64::MIN, it));
        let above = stretch.1.checked_add(1).map(|it| (it, i64::MAX));
        let outside: Vec<Stretch> = below.into_iter().chain(above).collect();
        rest = domain::common(&rest, &outside);
    }
    rest
}
