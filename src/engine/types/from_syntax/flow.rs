//! Which optional facts are known to be there: guards, what they imply, and what definitions need.
//!
//! Knows nothing of: how guards are spelled.

use super::typer::{Need, Typer};
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::types::{Expr, ExprKind, Node, Read};
use crate::engine::value::terms::Quantifier;
use crate::engine::wording::Wording;
use crate::wording;

/// A fact that may be missing: a path, from the case or from a bound element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub local: Option<usize>,
    pub fields: Vec<usize>,
}

/// What is known to be there when a condition holds, and when it fails.
#[derive(Clone, Debug, Default)]
pub(super) struct Implied {
    pub when_yes: Vec<Spot>,
    pub when_no: Vec<Spot>,
}

impl Spot {
    /// Whether this being there means that `other` is there: it lies in it.
    fn covers(&self, other: &Self) -> bool {
        self.local == other.local && self.fields.starts_with(&other.fields)
    }

    /// As seen by whom passes `argument` for the element.
    fn of(&self, argument: Option<&Read>) -> Option<Self> {
        match (self.local, argument) {
            (None, _) => Some(self.clone()),
            (Some(0), Some(argument)) => {
                let fields = argument.fields.iter().chain(&self.fields).copied().collect();
                Some(Self { local: argument.local, fields })
            }
            _ => None,
        }
    }
}

impl Implied {
    fn negated(self) -> Self {
        Self { when_yes: self.when_no, when_no: self.when_yes }
    }

    fn of(&self, argument: Option<&Read>) -> Self {
        let seen = |spots: &[Spot]| spots.iter().filter_map(|it| it.of(argument)).collect();
        Self { when_yes: seen(&self.when_yes), when_no: seen(&self.when_no) }
    }

    /// Without what concerns the element that was bound.
    fn outside(mut self, local: usize) -> Self {
        self.when_yes.retain(|it| it.local != Some(local));
        self.when_no.retain(|it| it.local != Some(local));
        self
    }
}

/// How many facts a definition may need, and a condition may make sure of. More are not remembered: that only means more
/// guards to write, and keeps chains of declarations from multiplying them.
const MOST_SPOTS: usize = 200;

pub(super) fn covered(known: &[Spot], spot: &Spot) -> bool {
    known.iter().any(|it| it.covers(spot))
}

fn both(mut left: Vec<Spot>, right: Vec<Spot>) -> Vec<Spot> {
    for spot in right {
        if left.len() < MOST_SPOTS && !covered(&left, &spot) {
            left.push(spot);
        }
    }
    left
}

fn either(left: &[Spot], right: &[Spot]) -> Vec<Spot> {
    let shared = left.iter().filter(|it| covered(right, it)).chain(right.iter().filter(|it| covered(left, it)));
    both(Vec::new(), shared.cloned().collect())
}

impl Typer<'_, '_> {
    /// What a condition tells about facts.
    pub(super) fn implied_by(&self, expr: &Expr) -> Implied {
        match &expr.kind {
            ExprKind::Given(read) => {
                Implied { when_yes: self.optional_part(read).into_iter().collect(), when_no: Vec::new() }
            }
            ExprKind::Not(inner) => self.implied_by(inner).negated(),
            ExprKind::All(parts) => self.joined(parts),
            ExprKind::Any(parts) => self.joined_negated(parts).negated(),
            ExprKind::Criterion { id, argument } => self.implied_by_node(Node::Criterion(*id), argument.as_ref()),
            ExprKind::Definition { id, argument } => self.implied_by_node(Node::Definition(*id), argument.as_ref()),
            ExprKind::If { condition, then, otherwise } => self.implied_by_choice(condition, then, otherwise),
            ExprKind::Quantified { quantifier, local, filter, body, .. } => {
                self.implied_by_elements(*quantifier, *local, filter.as_deref(), body)
            }
            _ => Implied::default(),
        }
    }

    fn implied_by_node(&self, node: Node, argument: Option<&Read>) -> Implied {
        self.implied.get(&node).map(|it| it.of(argument)).unwrap_or_default()
    }

    fn joined(&self, parts: &[Expr]) -> Implied {
        join(parts.iter().map(|it| self.implied_by(it)))
    }

    fn joined_negated(&self, parts: &[Expr]) -> Implied {
        join(parts.iter().map(|it| self.implied_by(it).negated()))
    }

    fn implied_by_choice(&self, condition: &Expr, then: &Expr, otherwise: &Expr) -> Implied {
        let (condition, then, otherwise) =
            (self.implied_by(condition), self.implied_by(then), self.implied_by(otherwise));
        let outcome = |a: Vec<Spot>, b: Vec<Spot>| {
            either(&both(condition.when_yes.clone(), a), &both(condition.when_no.clone(), b))
        };
        Implied {
            when_yes: outcome(then.when_yes, otherwise.when_yes),
            when_no: outcome(then.when_no, otherwise.when_no),
        }
    }

    /// If some element makes it true, what that element makes sure of holds.
    fn implied_by_elements(&self, quantifier: Quantifier, local: usize, filter: Option<&Expr>, body: &Expr) -> Implied {
        let (body, filter) = (self.implied_by(body), filter.map(|it| self.implied_by(it)).unwrap_or_default());
        let (yes, no) = (both(filter.when_yes.clone(), body.when_yes), both(filter.when_yes, body.when_no));
        match quantifier {
            Quantifier::Some => Implied { when_yes: yes, when_no: Vec::new() },
            Quantifier::No => Implied { when_yes: Vec::new(), when_no: yes },
            Quantifier::Every => Implied { when_yes: Vec::new(), when_no: no },
        }
        .outside(local)
    }

    /// Sees to it that a fact is only read where it is there.
    pub(super) fn guarded(&mut self, read: &Read) {
        if let Some(spot) = self.optional_part(read)
            && !covered(&self.given, &spot)
        {
            self.unguarded(spot, read.span, None);
        }
    }

    /// Sees to it that all that a definition needs is there where it is used.
    pub(super) fn needs_met(&mut self, id: usize, argument: Option<&Read>, span: Span) {
        let needs = self.needed.get(&id).cloned().unwrap_or_default();
        let mut told = Vec::new();
        for need in needs {
            if let Some(spot) = need.spot.of(argument)
                && !covered(&self.given, &spot)
                && !covered(&told, &spot)
            {
                told.push(spot.clone());
                self.unguarded(spot, span, Some((id, need.span)));
            }
        }
    }

    fn unguarded(&mut self, spot: Spot, span: Span, through: Option<(usize, Span)>) {
        let is_outside = spot.local.is_none() || (self.of_element && spot.local == Some(0));
        if self.gathers_needs && is_outside && self.needs.len() < MOST_SPOTS {
            if !self.needs.iter().any(|it| it.spot == spot) {
                self.needs.push(Need { spot, span });
            }
            return;
        }
        let path = self.spell(spot.local, &spot.fields);
        let name = through.and_then(|it| self.scope.definitions.get(it.0)).map(|it| it.0.name().text.clone());
        let message = match &name {
            Some(name) => wording!(
                "`{name}` membutuhkan `{path}`, padahal `{path}` mungkin kosong",
                "`{name}` needs `{path}`, but `{path}` may be missing"
            ),
            None => wording!(
                "`{path}` mungkin kosong, jadi tidak dapat dipakai begitu saja",
                "`{path}` may be missing, so it cannot be used just like that"
            ),
        };
        let help = if name.is_some() { guard_help(&path) } else { guard_or_default_help(&path) };
        let diagnostic = self.error(Code::OptionalWithoutGuard, span, message);
        diagnostic.label(wording!("mungkin kosong di sini", "may be missing here")).help(help);
        if let Some((_, there)) = through {
            diagnostic.also(there, wording!("dibutuhkan di sini", "needed here"));
        }
    }
}

fn guard_help(path: &str) -> Wording {
    wording!(
        "tulis `{path} terisi dan …` sebelumnya, atau `{path} kosong atau …`",
        "write `{path} is given and …` before it, or `{path} is missing or …`"
    )
}

fn guard_or_default_help(path: &str) -> Wording {
    wording!(
        "tulis `{path} terisi dan …` sebelumnya, atau `({path} jika kosong …)` dengan nilai penggantinya",
        "write `{path} is given and …` before it, or `({path} otherwise …)` with a value in its place"
    )
}

/// All parts hold, or one of them fails.
fn join(parts: impl Iterator<Item = Implied>) -> Implied {
    let mut joined: Option<Implied> = None;
    for part in parts {
        joined = Some(match joined {
            None => part,
            Some(before) => Implied {
                when_yes: both(before.when_yes, part.when_yes),
                when_no: either(&before.when_no, &part.when_no),
            },
        });
    }
    joined.unwrap_or_default()
}
