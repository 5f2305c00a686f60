//! `all of` and `any of` with one condition a line.
//!
//! Knows nothing of: operators.

use super::{Builder, Piece};
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::recover::{self, Bad, Family, Part};
use crate::engine::syntax::suggest;
use crate::engine::syntax::tree::{Expr, ExprKind};

impl Builder<'_> {
    /// A condition: a list or an expression. `beneath` is how deep the clause begins in whose lines it stands.
    pub(super) fn condition(&mut self, text: &str, piece: &Piece<'_>, beneath: Option<usize>) -> Expr {
        match piece.clone().into_inner().next() {
            Some(inner) if inner.as_rule() == Rule::list => self.list(text, &inner, beneath),
            Some(inner) => self.expression(text, &inner),
            None => Expr { span: self.place(piece), kind: ExprKind::Broken },
        }
    }

    /// A list of conditions.
    pub(super) fn list(&mut self, text: &str, piece: &Piece<'_>, beneath: Option<usize>) -> Expr {
        let mut pieces = piece.clone().into_inner();
        let any = pieces.next().is_some_and(|it| it.as_rule() == Rule::kw_any_of);
        let span = self.place(piece);
        let mut pieces: Vec<Piece<'_>> = pieces.collect();
        if let Some(index) = beneath.and_then(|depth| first_stray(text, &pieces, depth)) {
            self.stray(text, &pieces.split_off(index), piece.as_span().end());
        }
        if pieces.len() > super::super::MOST_OPERANDS {
            self.too_many_operands(span);
            return Expr { span, kind: ExprKind::Broken };
        }
        let mut members = Vec::new();
        for part in recover::parts(text, pieces.into_iter()) {
            match part {
                Part::Good(member) => {
                    if let Some(expression) = member.into_inner().next() {
                        members.push(self.expression(text, &expression));
                    }
                }
                Part::Bad(bad) => {
                    self.bad(text, bad);
                    members.push(Expr { span: self.span(bad.start, bad.end), kind: ExprKind::Broken });
                }
            }
        }
        Expr { span, kind: if any { ExprKind::Any(members) } else { ExprKind::All(members) } }
    }

    /// Lines that the grammar took for members but that begin no deeper than the clause: clauses that are misspelt.
    fn stray(&mut self, text: &str, pieces: &[Piece<'_>], end: usize) {
        let Some(start) = pieces.first().map(|it| it.as_span().start()) else {
            return;
        };
        for part in recover::bad_parts(text, Bad { start, end, family: Family::Clause }) {
            self.bad_clause(text, part);
        }
    }
}

/// The first piece that begins a line no deeper than `depth`. Where the first member stands no deeper either, only what
/// looks like the keyword of a clause counts.
fn first_stray(text: &str, pieces: &[Piece<'_>], depth: usize) -> Option<usize> {
    let flush = pieces.first().is_some_and(|it| begins_line(text, it, depth));
    pieces.iter().position(|it| {
        let rest = text.get(it.as_span().start()..).unwrap_or("");
        begins_line(text, it, depth) && (!flush || suggest::closest(rest, recover::clause_phrases()).is_some())
    })
}

/// Whether a piece begins a line no deeper than `depth`.
fn begins_line(text: &str, piece: &Piece<'_>, depth: usize) -> bool {
    let start = piece.as_span().start();
    let line = text.get(..start).and_then(|it| it.rfind('\n')).map_or(0, |it| it.saturating_add(1));
    text.get(line..start).is_some_and(|it| it.trim().is_empty()) && recover::indentation(text, start) <= depth
}
