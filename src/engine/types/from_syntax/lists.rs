//! Lists: what a quantifier or an aggregate runs over, and what comes out of it.
//!
//! Knows nothing of: conditions.

use super::numbers::Interval;
use super::typer::Typer;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, Path};
use crate::engine::types::{Expr, ExprKind, Read, Type};
use crate::engine::value::terms::Aggregate;
use crate::wording;

impl Typer<'_, '_> {
    /// A list and the type of its elements; both broken if it is none.
    pub(super) fn list(&mut self, path: &Path) -> (Option<Read>, Type) {
        let Some(read) = self.read(path) else { return (None, Type::Broken) };
        self.guarded(&read);
        if let Type::List { element, .. } = &read.ty {
            let element = (**element).clone();
            return (Some(read), element);
        }
        let found = self.describe(&read.ty);
        self.wrong_type(path.span, &wording!("daftar", "a list"), &found);
        (None, Type::Broken)
    }

    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        value: Option<&tree::Expr>,
        variable: &tree::Name,
        list: &Path,
        filter: Option<&tree::Expr>,
        span: Span,
    ) -> Expr {
        let (list, element) = self.list(list);
        self.unshadowed(variable, &element);
        let (local, filter, value) = self.with_bound(variable, element, |typer, local| {
            let filter = filter.map(|it| typer.truth(it));
            let passed = filter.as_ref().map(|it| typer.implied_by(it).when_yes).unwrap_or_default();
            let value = typer.where_given(&passed, |it| value.map(|value| it.expr(value, None)));
            (local, filter.map(Box::new), value)
        });
        let Some(list) = list else { return self.broken(span) };
        let counts = match &list.ty {
            Type::List { least, greatest, .. } => (if filter.is_some() { 0 } else { *least }, *greatest),
            _ => (0, 0),
        };
        let ty = self.aggregate_type(aggregate, value.as_ref(), counts, span);
        let (variable, value) = (variable.text.clone(), value.map(Box::new));
        self.make(span, ty, ExprKind::Aggregate { aggregate, local, variable, list, filter, value })
    }

    fn aggregate_type(&mut self, aggregate: Aggregate, value: Option<&Expr>, counts: (u32, u32), span: Span) -> Type {
        let (least, greatest) = counts;
        match (aggregate, value) {
            (Aggregate::Count, _) => Type::Number { scale: 0, least: i64::from(least), greatest: i64::from(greatest) },
            (_, None) => Type::Broken,
            (Aggregate::Sum, Some(value)) => {
                let Some(interval) = Interval::of(&value.ty) else {
                    if value.ty != Type::Broken {
                        let found = self.describe(&value.ty);
                        self.wrong_type(value.span, &wording!("angka", "a number"), &found);
                    }
                    return Type::Broken;
                };
                // The sums on the way must fit as well: of the first few elements, down to none.
                if self.number_type(interval.times(0, greatest), span) == Type::Broken {
                    return Type::Broken;
                }
                self.number_type(interval.times(least, greatest), span)
            }
            (Aggregate::Least | Aggregate::Greatest, Some(value)) => self.extreme_type(value),
        }
    }

    fn extreme_type(&mut self, value: &Expr) -> Type {
        match &value.ty {
            Type::Number { .. } | Type::Date | Type::Period(_) | Type::Broken => value.ty.clone(),
            Type::Enum(id) if self.enums.get(*id).is_some_and(|it| it.ordered) => value.ty.clone(),
            Type::Enum(id) => {
                self.not_ordered(*id, value.span);
                Type::Broken
            }
            _ => {
                let found = self.describe(&value.ty);
                let wanted = wording!("sesuatu yang mempunyai urutan", "something with an order");
                self.wrong_type(value.span, &wanted, &found);
                Type::Broken
            }
        }
    }
}
