//! Which operator binds tighter: from the flat row of operands and operators to a tree.
//!
//! Loosest first: `or` and `and` (never mixed without parentheses), `not` and quantifiers, comparisons (never chained),
//! `+` and `-`, `*` and `/`. Knows nothing of: types.

use super::expr::{as_path, looks_back};
use super::words::{child, has};
use super::{Builder, Piece};
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::tree::{CompareOp, Expr, ExprKind, Quantifier};
use crate::engine::syntax::{MOST_LEVELS, MOST_OPERANDS};
use crate::engine::wording::Wording;
use crate::wording;

/// Reads one expression; none if it could not be read (reported once).
pub(super) fn expression(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Option<Expr> {
    let mut tokens = Vec::new();
    for part in piece.clone().into_inner() {
        if part.as_rule() == Rule::operand {
            tokens.extend(part.into_inner());
        } else {
            tokens.extend(part.into_inner().next());
        }
    }
    if tokens.len() > MOST_OPERANDS.saturating_mul(2) {
        let span = builder.place(piece);
        builder.too_many_operands(span);
        return None;
    }
    let mut row = Row { builder, text, tokens, next: 0 };
    let built = row.chain()?;
    match row.peek().cloned() {
        None => Some(built),
        Some(token) => row.leftover(&token),
    }
}

pub(super) struct Row<'a, 'b, 'i> {
    pub(super) builder: &'a mut Builder<'b>,
    pub(super) text: &'i str,
    tokens: Vec<Piece<'i>>,
    pub(super) next: usize,
}

/// The rule that an operator token stands for; `postfix` tokens are looked into.
fn rule(token: &Piece<'_>) -> Rule {
    if token.as_rule() == Rule::postfix {
        token.clone().into_inner().next().map_or(Rule::postfix, |it| it.as_rule())
    } else {
        token.as_rule()
    }
}

impl<'i> Row<'_, '_, 'i> {
    pub(super) fn peek(&self) -> Option<&Piece<'i>> {
        self.tokens.get(self.next)
    }

    pub(super) fn is_next(&self, wanted: &[Rule]) -> bool {
        self.peek().is_some_and(|it| wanted.contains(&rule(it)))
    }

    pub(super) fn take(&mut self) -> Option<Piece<'i>> {
        let token = self.tokens.get(self.next).cloned();
        self.next = self.next.saturating_add(1);
        token
    }

    /// Reports what is wrong at a token; always none, to end the reading.
    pub(super) fn fault(&mut self, token: &Piece<'_>, message: Wording, label: Wording, help: Wording) -> Option<Expr> {
        let span = self.builder.place(token);
        self.builder.report.add(Code::UnexpectedText, span, message).label(label).help(help);
        None
    }

    /// `A and B and C` or `A or B or C`.
    fn chain(&mut self) -> Option<Expr> {
        let mut operands = vec![self.unary()?];
        let mut first: Option<Piece<'i>> = None;
        while self.is_next(&[Rule::kw_and, Rule::kw_or]) {
            let operator = self.take()?;
            match &first {
                Some(other) if other.as_rule() != operator.as_rule() => {
                    let other = other.clone();
                    return self.mixed(&operands, &other, &operator);
                }
                Some(_) => {}
                None => first = Some(operator),
            }
            operands.push(self.unary()?);
        }
        let span = whole(&operands)?;
        Some(match first.map(|it| it.as_rule()) {
            None => operands.pop()?,
            Some(Rule::kw_or) => Expr { span, kind: ExprKind::Any(operands) },
            Some(_) => Expr { span, kind: ExprKind::All(operands) },
        })
    }

    /// Reports `and` and `or` in one chain, and shows where parentheses could stand.
    fn mixed(&mut self, before: &[Expr], first: &Piece<'i>, second: &Piece<'i>) -> Option<Expr> {
        let (one, other) = (self.builder.place(first), self.builder.place(second));
        let (first, second) = (first.as_str(), second.as_str());
        let written: Vec<&str> = before.iter().map(|it| self.builder.written(it.span)).collect();
        let left = written.join(&format!(" {first} "));
        let example = if left.len() <= 60 && !left.contains('\n') {
            format!("({left}) {second} …")
        } else {
            format!("(… {first} …) {second} …")
        };
        self.builder
            .report
            .add(
                Code::MixedAndOr,
                other,
                wording!(
                    "`{first}` dan `{second}` bercampur tanpa tanda kurung",
                    "`{first}` and `{second}` are mixed without parentheses"
                ),
            )
            .label(wording!("`{second}` sesudah `{first}`", "`{second}` after `{first}`"))
            .also(one, wording!("`{first}` di sini", "`{first}` is here"))
            .help(wording!(
                "berilah tanda kurung pada bagian yang bersama, misalnya `{example}`",
                "put parentheses round what belongs together, such as `{example}`"
            ));
        None
    }

    /// What `not`, a quantifier or `if` says, or a comparison.
    fn unary(&mut self) -> Option<Expr> {
        let token = self.peek().cloned()?;
        let start = self.builder.place(&token);
        if !matches!(token.as_rule(), Rule::kw_not | Rule::quantifier | Rule::conditional) {
            return self.comparison();
        }
        self.next = self.next.saturating_add(1);
        self.deeper(start, |row| match token.as_rule() {
            Rule::kw_not => {
                let inner = row.unary()?;
                Some(Expr { span: start.to(inner.span), kind: ExprKind::Not(Box::new(inner)) })
            }
            Rule::quantifier => row.quantified(&token),
            _ => row.conditional(&token),
        })
    }

    fn deeper(&mut self, at: Span, build: impl FnOnce(&mut Self) -> Option<Expr>) -> Option<Expr> {
        if self.builder.depth >= MOST_LEVELS {
            return self.builder.deeper(at, |_| None);
        }
        self.builder.depth = self.builder.depth.saturating_add(1);
        let result = build(self);
        self.builder.depth = self.builder.depth.saturating_sub(1);
        result
    }

    fn quantified(&mut self, token: &Piece<'i>) -> Option<Expr> {
        let quantifier = match token.clone().into_inner().next()?.as_rule() {
            Rule::kw_every => Quantifier::Every,
            Rule::kw_some => Quantifier::Some,
            _ => Quantifier::No,
        };
        let variable = self.builder.inner_name(token);
        let list = child(token, Rule::path).map(|it| self.builder.path(&it))?;
        let filter = self.builder.filter(self.text, token);
        let body = Box::new(self.chain()?);
        let span = self.builder.place(token).to(body.span);
        Some(Expr { span, kind: ExprKind::Quantified { quantifier, variable, list, filter, body } })
    }

    fn conditional(&mut self, token: &Piece<'i>) -> Option<Expr> {
        let mut parts = token.clone().into_inner().filter(|it| it.as_rule() == Rule::expression);
        let (condition, then) = (parts.next()?, parts.next()?);
        let condition = Box::new(self.builder.expression(self.text, &condition));
        let then = Box::new(self.builder.expression(self.text, &then));
        let otherwise = Box::new(self.chain()?);
        let span = self.builder.place(token).to(otherwise.span);
        Some(Expr { span, kind: ExprKind::If { condition, then, otherwise } })
    }

    fn comparison(&mut self) -> Option<Expr> {
        let left = self.sum()?;
        let Some(token) = self.peek().cloned() else {
            return Some(left);
        };
        let built = match rule(&token) {
            Rule::kw_is_given | Rule::kw_is_missing => self.existence(&left, &token)?,
            Rule::membership => self.membership(left, &token)?,
            Rule::within => self.within(left, &token)?,
            Rule::kw_is | Rule::kw_is_not => {
                self.next = self.next.saturating_add(1);
                let target = self.sum()?;
                let span = left.span.to(target.span);
                let negated = rule(&token) == Rule::kw_is_not;
                Expr { span, kind: ExprKind::Is { value: Box::new(left), negated, target: Box::new(target) } }
            }
            _ => match compare_op(&token) {
                Some(op) => {
                    self.next = self.next.saturating_add(1);
                    let right = self.sum()?;
                    let span = left.span.to(right.span);
                    Expr { span, kind: ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) } }
                }
                None => return Some(left),
            },
        };
        Some(built)
    }

    fn existence(&mut self, left: &Expr, token: &Piece<'i>) -> Option<Expr> {
        self.next = self.next.saturating_add(1);
        let span = left.span.to(self.builder.place(token));
        let Some(path) = as_path(left) else {
            return self.fault(
                token,
                wording!("`{}` hanya untuk fakta", "`{}` is only for facts", token.as_str()),
                wording!(
                    "di depannya harus ada nama fakta seperti `a.b`",
                    "it must follow the name of a fact such as `a.b`"
                ),
                wording!(
                    "tulislah nama faktanya saja, tanpa hitungan",
                    "write only the name of the fact, no calculation"
                ),
            );
        };
        let missing = rule(token) == Rule::kw_is_missing;
        Some(Expr { span, kind: if missing { ExprKind::Missing(path) } else { ExprKind::Given(path) } })
    }

    fn membership(&mut self, left: Expr, token: &Piece<'i>) -> Option<Expr> {
        self.next = self.next.saturating_add(1);
        let membership = token.clone().into_inner().next()?;
        let negated = has(&membership, Rule::kw_is_not_in);
        let options = child(&membership, Rule::set).map(|it| self.builder.set(self.text, &it))?;
        let span = left.span.to(self.builder.place(token));
        Some(Expr { span, kind: ExprKind::IsIn { value: Box::new(left), negated, options } })
    }

    fn within(&mut self, left: Expr, token: &Piece<'i>) -> Option<Expr> {
        self.next = self.next.saturating_add(1);
        let period = Box::new(self.builder.window(self.text, token)?);
        let anchor = Box::new(self.sum()?);
        let mut span = left.span.to(anchor.span);
        let counting_both_ends = self.is_next(&[Rule::kw_both_ends]);
        if counting_both_ends {
            let end = self.take()?;
            span = span.to(self.builder.place(&end));
        }
        let before = looks_back(token);
        let value = Box::new(left);
        Some(Expr { span, kind: ExprKind::Within { value, period, before, anchor, counting_both_ends } })
    }

    /// Reports a token that follows where nothing may follow.
    fn leftover(&mut self, token: &Piece<'i>) -> Option<Expr> {
        let written = token.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        match rule(token) {
            Rule::rounding => self.fault(
                token,
                wording!("pembulatan hanya sesudah pembagian", "rounding only follows a division"),
                wording!("tidak ada `/` tepat di depannya", "there is no `/` right before it"),
                wording!("hapuslah pembulatan ini", "delete this rounding"),
            ),
            Rule::kw_both_ends => self.fault(
                token,
                wording!("`{written}` hanya sesudah jangka waktu", "`{written}` only follows a time limit"),
                wording!("tidak ada jangka waktu di depannya", "there is no time limit before it"),
                wording!(
                    "tulislah `… dalam 5 hari sebelum …` di depannya",
                    "write `… within 5 days before …` before it"
                ),
            ),
            _ => self.fault(
                token,
                wording!("perbandingan tidak dapat berantai", "comparisons cannot be chained"),
                wording!("`{written}` mengikuti perbandingan lain", "`{written}` follows another comparison"),
                wording!(
                    "tulislah dua perbandingan, misalnya `a < b {} b < c`",
                    "write two comparisons, such as `a < b {} b < c`",
                    self.builder.word(Rule::kw_and)
                ),
            ),
        }
    }
}

fn compare_op(token: &Piece<'_>) -> Option<CompareOp> {
    Some(match (token.as_rule(), token.as_str()) {
        (Rule::kw_less_than, _) | (Rule::sign, "<") => CompareOp::Less,
        (Rule::kw_at_most, _) | (Rule::sign, "<=") => CompareOp::LessOrEqual,
        (Rule::kw_more_than, _) | (Rule::sign, ">") => CompareOp::Greater,
        (Rule::kw_at_least, _) | (Rule::sign, ">=") => CompareOp::GreaterOrEqual,
        (Rule::sign, "=") => CompareOp::Equal,
        (Rule::sign, "!=") => CompareOp::NotEqual,
        _ => return None,
    })
}

fn whole(operands: &[Expr]) -> Option<Span> {
    Some(operands.first()?.span.to(operands.last()?.span))
}
