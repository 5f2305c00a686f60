//! Parameters, definitions, tables and criteria: what they stand for.
//!
//! Knows nothing of: decisions and rules.

use super::declare::label;
use super::numbers::Interval;
use super::typer::{Bound, Typer};
use crate::engine::diag::Code;
use crate::engine::resolve::{Defined, Entity, typing_order};
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, TypeNameKind};
use crate::engine::types::{
    Binding, Body, Constant, Criterion, Definition, Expr, ExprKind, Meaning, Node, Parameter, Table, Type,
};
use crate::wording;

/// What was typed, by the numbers of the scope.
#[derive(Default)]
pub(super) struct Bodies {
    pub parameters: Vec<Parameter>,
    pub definitions: Vec<Option<Definition>>,
    pub criteria: Vec<Option<Criterion>>,
}

impl Typer<'_, '_> {
    pub(super) fn bodies(&mut self) -> Bodies {
        let scope = self.scope;
        let mut bodies = Bodies::default();
        for declared in &scope.parameters {
            let ty = self.parameters.get(bodies.parameters.len()).cloned().unwrap_or(Type::Broken);
            let parameter = self.parameter(declared.item, ty);
            bodies.parameters.push(parameter);
        }
        bodies.definitions.resize_with(scope.definitions.len(), || None);
        bodies.criteria.resize_with(scope.criteria.len(), || None);
        for entity in typing_order(scope) {
            match entity {
                Entity::Definition(id) => {
                    if let (Some((defined, _)), Some(slot)) =
                        (scope.definitions.get(id), bodies.definitions.get_mut(id))
                    {
                        *slot = self.definition(id, *defined);
                    }
                }
                Entity::Criterion(id) => {
                    if let (Some(declared), Some(slot)) = (scope.criteria.get(id), bodies.criteria.get_mut(id)) {
                        *slot = self.criterion(id, declared.item);
                    }
                }
                _ => {}
            }
        }
        bodies
    }

    pub(super) fn parameter_type(&mut self, item: &tree::Parameter) -> Type {
        let ty = match item.ty.kind {
            TypeNameKind::AnyNumber => self.number_of_values(item),
            _ => self.type_of(&item.ty),
        };
        self.scalar(ty, item.ty.span)
    }

    fn parameter(&mut self, item: &tree::Parameter, ty: Type) -> Parameter {
        let value = match &item.value {
            tree::Meaning::Expr(expr) => Meaning::Known(self.bounded(expr, &ty).unwrap_or(Constant::Integer(0))),
            tree::Meaning::Pending(why) => Meaning::Pending(label(why, "")),
            tree::Meaning::Broken => Meaning::Pending(label(&tree::LabelText::default(), "")),
        };
        let alternatives = item.alternatives.iter().filter_map(|it| self.bounded(it, &ty)).collect();
        Parameter {
            name: item.name.text.clone(),
            label: label(&item.label, &item.name.text),
            ty,
            value,
            bases: self.bases(&item.bases),
            alternatives,
            span: item.name.span,
        }
    }

    /// The bounds of a parameter without any: its value and its alternatives.
    fn number_of_values(&mut self, item: &tree::Parameter) -> Type {
        let value = match &item.value {
            tree::Meaning::Expr(expr) => Some(expr),
            tree::Meaning::Pending(_) => return self.bounds_needed(item.ty.span),
            tree::Meaning::Broken => None,
        };
        let mut hull: Option<Interval> = None;
        for written in value.into_iter().chain(&item.alternatives) {
            let tree::ExprKind::Number(literal) = &written.kind else { continue };
            let units = i128::from(literal.digits);
            let found = Interval { scale: literal.scale, least: units, greatest: units };
            hull =
                Some(hull.map_or(found, |it| it.at_greater_scale(found.scale).hull(found.at_greater_scale(it.scale))));
        }
        match hull {
            Some(hull) => self.number_type(hull, item.ty.span),
            // What is written there is no number; saying so takes a number type.
            None => Type::Number { scale: 0, least: 0, greatest: 0 },
        }
    }

    fn bounds_needed(&mut self, span: Span) -> Type {
        self.error(
            Code::NoBounds,
            span,
            wording!(
                "batas angka yang masih ditunggu tidak dapat dihitung",
                "the bounds of a pending number cannot be worked out"
            ),
        )
        .label(wording!("tanpa batas", "without bounds"))
        .help(wording!("tulis batasnya, misalnya `0..400`", "write its bounds, such as `0..400`"));
        Type::Broken
    }

    /// A written value within the bounds of the type.
    fn bounded(&mut self, written: &tree::Expr, ty: &Type) -> Option<Constant> {
        let constant = self.constant_of(written, ty)?;
        if let (Constant::Integer(units), Type::Number { scale, .. }) = (&constant, ty) {
            let own = Type::Number { scale: *scale, least: *units, greatest: *units };
            let kind = ExprKind::Constant(constant.clone());
            self.in_bounds(Expr { id: 0, span: written.span, ty: own, kind }, ty);
        }
        Some(constant)
    }

    fn definition(&mut self, id: usize, defined: Defined<'_>) -> Option<Definition> {
        let signature = self.definitions.get(id)?.clone();
        let of = defined.of().zip(signature.of.clone());
        let bound = of.as_ref().map(|(binding, ty)| self.bind(binding, ty.clone()));
        self.gathers_needs = true;
        let (body, ty) = self.with_element(bound, |it| it.meaning(id, defined, signature.ty.as_ref()));
        self.gathers_needs = false;
        let needs = std::mem::take(&mut self.needs);
        self.needed.insert(id, needs);
        self.named_by(Node::Definition(id));
        if let Some(signature) = self.definitions.get_mut(id) {
            signature.ty = Some(ty.clone());
        }
        let name = &defined.name().text;
        Some(Definition {
            name: name.clone(),
            label: label(defined.label(), name),
            of: of.map(|(binding, ty)| Binding { name: binding.name.text.clone(), ty }),
            ty,
            bases: self.bases(defined.bases()),
            body,
            span: defined.name().span,
        })
    }

    fn bind(&mut self, binding: &tree::Binding, ty: Type) -> Bound {
        self.unshadowed(&binding.name, &ty);
        Bound { name: binding.name.text.clone(), ty }
    }

    fn meaning(&mut self, id: usize, defined: Defined<'_>, declared: Option<&Type>) -> (Meaning<Body>, Type) {
        match defined {
            Defined::Table(table) => {
                let typed = self.table(table, declared);
                let (typed, ty) = self.fit_results(typed, declared, table.ty.span);
                let body = Body::Table(typed);
                let cost = self.affordable(&body.expressions());
                self.costs.insert(Node::Definition(id), cost);
                (Meaning::Known(body), ty)
            }
            Defined::Define(define) => match &define.meaning {
                tree::Meaning::Expr(expr) => {
                    let typed = self.expr(expr, declared);
                    let (typed, ty) = self.fit(typed, declared);
                    if ty == Type::Truth {
                        let implied = self.implied_by(&typed);
                        self.implied.insert(Node::Definition(id), implied);
                    }
                    let cost = self.affordable(&[&typed]);
                    self.costs.insert(Node::Definition(id), cost);
                    (Meaning::Known(Body::Expr(typed)), ty)
                }
                tree::Meaning::Pending(why) => {
                    let ty = declared.cloned().unwrap_or_else(|| self.bounds_needed(define.ty.span));
                    (Meaning::Pending(label(why, "")), ty)
                }
                tree::Meaning::Broken => (
                    Meaning::Pending(label(&tree::LabelText::default(), "")),
                    declared.cloned().unwrap_or(Type::Broken),
                ),
            },
        }
    }

    /// Brings a value to the declared type; the type `number` is what the value is.
    fn fit(&mut self, expr: Expr, declared: Option<&Type>) -> (Expr, Type) {
        if let Some(declared) = declared {
            let expr = self.of_type(expr, declared);
            return (self.in_bounds(expr, declared), declared.clone());
        }
        let expr = self.expect_number(expr);
        let ty = expr.ty.clone();
        (expr, ty)
    }

    fn fit_results(&mut self, mut table: Table, declared: Option<&Type>, span: Span) -> (Table, Type) {
        let mut rows = Vec::with_capacity(table.rows.len());
        let results: Vec<Expr> = table
            .rows
            .into_iter()
            .map(|row| {
                rows.push((row.cells, row.span));
                row.result
            })
            .collect();
        let mut results: Vec<Expr> = results.into_iter().map(|it| self.fit(it, declared).0).collect();
        let ty = if let Some(declared) = declared {
            declared.clone()
        } else {
            let scale = results.iter().filter_map(|it| Interval::of(&it.ty)).map(|it| it.scale).max().unwrap_or(0);
            results = results.into_iter().map(|it| self.rescaled(it, scale)).collect();
            let hull = results.iter().filter_map(|it| Interval::of(&it.ty)).reduce(Interval::hull);
            hull.map_or(Type::Broken, |it| self.number_type(it, span))
        };
        table.rows = rows
            .into_iter()
            .zip(results)
            .map(|((cells, span), result)| crate::engine::types::Row { cells, result, span })
            .collect();
        (table, ty)
    }

    fn criterion(&mut self, id: usize, item: &tree::Criterion) -> Option<Criterion> {
        let of = item.of.as_ref().zip(self.criteria.get(id)?.clone());
        let bound = of.as_ref().map(|(binding, ty)| self.bind(binding, ty.clone()));
        let condition = self.with_element(bound, |it| match &item.condition {
            tree::Meaning::Expr(expr) => {
                let typed = it.truth(expr);
                let implied = it.implied_by(&typed);
                it.implied.insert(Node::Criterion(id), implied);
                let cost = it.affordable(&[&typed]);
                it.costs.insert(Node::Criterion(id), cost);
                Meaning::Known(typed)
            }
            tree::Meaning::Pending(why) => Meaning::Pending(label(why, "")),
            tree::Meaning::Broken => Meaning::Pending(label(&tree::LabelText::default(), "")),
        });
        self.named_by(Node::Criterion(id));
        Some(Criterion {
            name: item.name.text.clone(),
            label: label(&item.label, &item.name.text),
            of: of.map(|(binding, ty)| Binding { name: binding.name.text.clone(), ty }),
            bases: self.bases(&item.bases),
            condition,
            span: item.name.span,
        })
    }
}
