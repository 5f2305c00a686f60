//! Values: what stands between the operators of an expression.
//!
//! Knows nothing of: which operator binds tighter.

use super::words::{child, has};
use super::{Builder, Piece, operators};
use crate::engine::diag::Code;
use crate::engine::syntax::MOST_OPERANDS;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::tree::{Aggregate, Expr, ExprKind, Path};
use crate::wording;

impl Builder<'_> {
    /// An expression; what could not be read of it is `Broken` and reported.
    pub(super) fn expression(&mut self, text: &str, piece: &Piece<'_>) -> Expr {
        let span = self.place(piece);
        let built = self.deeper(span, |builder| operators::expression(builder, text, piece));
        built.unwrap_or(Expr { span, kind: ExprKind::Broken })
    }

    /// The first expression inside a piece.
    pub(super) fn inner_expression(&mut self, text: &str, piece: &Piece<'_>) -> Option<Expr> {
        child(piece, Rule::expression).map(|it| self.expression(text, &it))
    }

    /// A value alone; none if it could not be read (reported).
    pub(super) fn primary(&mut self, text: &str, piece: &Piece<'_>) -> Option<Expr> {
        let span = self.place(piece);
        let kind = match piece.as_rule() {
            Rule::date => ExprKind::Date(self.date(piece)?),
            Rule::amount => self.amount(piece)?,
            Rule::string_run => ExprKind::Text(self.text(piece)),
            Rule::kw_yes => ExprKind::Truth(true),
            Rule::kw_no => ExprKind::Truth(false),
            Rule::aggregate => self.aggregate(text, piece)?,
            Rule::group => return self.group(text, piece),
            _ => self.reference(piece)?,
        };
        Some(Expr { span, kind })
    }

    /// A number, or a period if a unit follows it.
    fn amount(&mut self, piece: &Piece<'_>) -> Option<ExprKind> {
        let count = child(piece, Rule::number).and_then(|it| self.number(&it))?;
        let unit = child(piece, Rule::unit).and_then(|it| it.into_inner().next());
        Some(match unit {
            Some(unit) => ExprKind::Period { count, unit: self.unit(&unit) },
            None => ExprKind::Number(count),
        })
    }

    /// A path, or what is said of one: `qualified of s`.
    fn reference(&mut self, piece: &Piece<'_>) -> Option<ExprKind> {
        let mut paths = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::path);
        let first = paths.next().map(|it| self.path(&it))?;
        let Some(argument) = paths.next().map(|it| self.path(&it)) else {
            return Some(ExprKind::Path(first));
        };
        if first.fields.is_empty() {
            return Some(ExprKind::Apply { name: first.head, argument });
        }
        let (written, of) = (self.written(first.span).to_owned(), self.word(Rule::kw_of));
        self.report
            .add(
                Code::UnexpectedText,
                first.span,
                wording!(
                    "`{written}` bukan nama syarat atau definisi",
                    "`{written}` is not the name of a criterion or a definition"
                ),
            )
            .label(wording!("di sini harus satu nama, tanpa titik", "this must be a single name, without a point"))
            .help(wording!("tulislah `nama {of} {}`", "write `name {of} {}`", argument.head.text));
        None
    }

    /// What stands in parentheses, with the place of the parentheses.
    fn group(&mut self, text: &str, piece: &Piece<'_>) -> Option<Expr> {
        let span = self.place(piece);
        let inner = piece.clone().into_inner().find(|it| !matches!(it.as_rule(), Rule::open | Rule::close))?;
        let kind = match inner.as_rule() {
            Rule::default => self.default(text, &inner)?.kind,
            Rule::inner_list => self.deeper(span, |builder| Some(builder.list(text, &inner, None).kind))?,
            _ => self.expression(text, &inner).kind,
        };
        Some(Expr { span, kind })
    }

    /// `P otherwise V`
    pub(super) fn default(&mut self, text: &str, piece: &Piece<'_>) -> Option<Expr> {
        let value = child(piece, Rule::path).map(|it| self.path(&it))?;
        let default = Box::new(self.inner_expression(text, piece)?);
        Some(Expr { span: self.place(piece), kind: ExprKind::Default { value, default } })
    }

    fn aggregate(&mut self, text: &str, piece: &Piece<'_>) -> Option<ExprKind> {
        let aggregate = match piece.clone().into_inner().next()?.as_rule() {
            Rule::kw_sum_of => Aggregate::Sum,
            Rule::kw_least_of => Aggregate::Least,
            Rule::kw_greatest_of => Aggregate::Greatest,
            _ => Aggregate::Count,
        };
        let value = self.inner_expression(text, piece).map(Box::new);
        let variable = self.inner_name(piece);
        let list = child(piece, Rule::path).map(|it| self.path(&it))?;
        let filter = self.filter(text, piece);
        Some(ExprKind::Aggregate { aggregate, value, variable, list, filter })
    }

    /// `where F`
    pub(super) fn filter(&mut self, text: &str, piece: &Piece<'_>) -> Option<Box<Expr>> {
        child(piece, Rule::filter).and_then(|it| self.inner_expression(text, &it)).map(Box::new)
    }

    /// The values of `{B, C}`.
    pub(super) fn set(&mut self, text: &str, piece: &Piece<'_>) -> Vec<Expr> {
        let values: Vec<Piece<'_>> = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::expression).collect();
        if values.len() > MOST_OPERANDS {
            self.too_many_operands(self.place(piece));
            return Vec::new();
        }
        values.iter().map(|it| self.expression(text, it)).collect()
    }

    /// The time that `within` allows.
    pub(super) fn window(&mut self, text: &str, piece: &Piece<'_>) -> Option<Expr> {
        let window = child(piece, Rule::window)?.into_inner().next()?;
        self.primary(text, &window)
    }
}

/// The path that an expression is, if it is one and not in parentheses.
pub(super) fn as_path(expression: &Expr) -> Option<Path> {
    match &expression.kind {
        ExprKind::Path(path) => Some(path.clone()),
        _ => None,
    }
}

/// Whether `within` looks back.
pub(super) fn looks_back(piece: &Piece<'_>) -> bool {
    has(piece, Rule::kw_before)
}
