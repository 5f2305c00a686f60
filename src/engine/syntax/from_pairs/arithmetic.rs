//! Sums, products and quotients, from left to right.
//!
//! Knows nothing of: comparisons and what binds looser.

use super::operators::Row;
use super::words::child;
use crate::engine::syntax::MOST_LEVELS;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::tree::{ArithmeticOp, Expr, ExprKind, Rounding};
use crate::wording;

impl Row<'_, '_, '_> {
    pub(super) fn sum(&mut self) -> Option<Expr> {
        let mut left = self.product()?;
        let mut terms = 1_u32;
        while let Some(op) = self.arithmetic(&["+", "-"]) {
            terms = terms.saturating_add(1);
            let right = self.product()?;
            left = self.calculation(op, left, right, terms)?;
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Expr> {
        let mut left = self.factor()?;
        let mut terms = 1_u32;
        loop {
            terms = terms.saturating_add(1);
            if let Some(op) = self.arithmetic(&["*"]) {
                let right = self.factor()?;
                left = self.calculation(op, left, right, terms)?;
            } else if self.peek().is_some_and(|it| it.as_rule() == Rule::sign && it.as_str() == "/") {
                left = self.quotient(left)?;
                if terms > MOST_LEVELS {
                    self.builder.too_many_operands(left.span);
                    return None;
                }
            } else {
                return Some(left);
            }
        }
    }

    /// Takes the next token if it is one of these signs.
    fn arithmetic(&mut self, signs: &[&str]) -> Option<ArithmeticOp> {
        let token = self.peek().filter(|it| it.as_rule() == Rule::sign && signs.contains(&it.as_str()))?;
        let op = match token.as_str() {
            "+" => ArithmeticOp::Add,
            "-" => ArithmeticOp::Subtract,
            _ => ArithmeticOp::Multiply,
        };
        self.next = self.next.saturating_add(1);
        Some(op)
    }

    fn calculation(&mut self, op: ArithmeticOp, left: Expr, right: Expr, terms: u32) -> Option<Expr> {
        let span = left.span.to(right.span);
        if terms > MOST_LEVELS {
            self.builder.too_many_operands(span);
            return None;
        }
        Some(Expr { span, kind: ExprKind::Arithmetic { op, left: Box::new(left), right: Box::new(right) } })
    }

    fn quotient(&mut self, left: Expr) -> Option<Expr> {
        let sign = self.take()?;
        let right = self.factor()?;
        if !self.is_next(&[Rule::rounding]) {
            let say = |it: Rule| self.builder.word(it);
            let example = format!("{} 2 {} {}", say(Rule::kw_rounded_to), say(Rule::kw_digits), say(Rule::kw_half_up));
            let others = [Rule::kw_half_even, Rule::kw_down, Rule::kw_up].map(|it| format!("`{}`", say(it))).join(", ");
            return self.fault(
                &sign,
                wording!("pembagian ini tidak menyebut pembulatannya", "this division does not say how it is rounded"),
                wording!("hasil bagi dapat tidak habis", "a quotient may not come out even"),
                wording!(
                    "tambahkan di belakangnya `{example}` (atau {others})",
                    "add `{example}` after it (or {others})"
                ),
            );
        }
        let token = self.take()?.into_inner().next()?;
        let digits = child(&token, Rule::number).and_then(|it| self.builder.number(&it))?;
        let rounding = match token.clone().into_inner().last()?.as_rule() {
            Rule::kw_half_even => Rounding::HalfEven,
            Rule::kw_down => Rounding::Down,
            Rule::kw_up => Rounding::Up,
            _ => Rounding::HalfUp,
        };
        let span = left.span.to(self.builder.place(&token));
        Some(Expr { span, kind: ExprKind::Divide { left: Box::new(left), right: Box::new(right), digits, rounding } })
    }

    fn factor(&mut self) -> Option<Expr> {
        let token = self.take()?;
        match token.as_rule() {
            Rule::kw_not | Rule::quantifier | Rule::conditional => {
                let first = token.as_str().split_whitespace().next().unwrap_or("").to_owned();
                self.fault(
                    &token,
                    wording!("`{first}` di sini perlu tanda kurung", "`{first}` needs parentheses here"),
                    wording!("tidak jelas sampai mana bagian ini", "it is not clear how far this goes"),
                    wording!("tulislah `({first} …)`", "write `({first} …)`"),
                )
            }
            _ => self.builder.primary(self.text, &token),
        }
    }
}
