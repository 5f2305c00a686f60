//! The state of typing one edition: what is declared, what is bound, what is known to be there.
//!
//! Knows nothing of: single kinds of expressions.

use super::flow::{Implied, Spot};
use crate::engine::diag::{Code, Diagnostic, Report};
use crate::engine::resolve::{Scope, suggest::Suggester};
use crate::engine::source::Span;
use crate::engine::syntax::tree;
use crate::engine::types::{Constant, Enum, Expr, ExprKind, Node, Read, Record, Type};
use crate::engine::wording::Wording;
use std::collections::{BTreeMap, BTreeSet};

/// The type of a definition and of the element it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub of: Option<Type>,
    /// `None` while a `number` is still to be worked out from its body.
    pub ty: Option<Type>,
}

/// An element that has a name here. Its number is its place in [`Typer::bound`].
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub name: String,
    pub ty: Type,
}

/// What a definition needs to be there, and where it says so.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub spot: Spot,
    pub span: Span,
}

pub(super) struct Typer<'s, 't> {
    pub scope: &'s Scope<'t>,
    pub report: Report,
    pub enums: Vec<Enum>,
    /// The first one is the case.
    pub records: Vec<Record>,
    pub parameters: Vec<Type>,
    pub definitions: Vec<Signature>,
    /// The element of each criterion.
    pub criteria: Vec<Option<Type>>,
    pub calendars: Vec<&'t tree::Calendar>,
    pub sources: Vec<&'t tree::Source>,
    pub bound: Vec<Bound>,
    /// Facts that a guard around this place makes sure of.
    pub given: Vec<Spot>,
    /// Inside a definition, a fact without a guard becomes a need of the definition.
    pub gathers_needs: bool,
    /// Whether the first bound element is the one that the declaration belongs to.
    pub of_element: bool,
    pub needs: Vec<Need>,
    /// What each definition needs.
    pub needed: BTreeMap<usize, Vec<Need>>,
    /// What follows when a criterion or a yes-or-no definition holds, or fails.
    pub implied: BTreeMap<Node, Implied>,
    /// What the expression that is being typed names.
    pub reads: BTreeSet<Node>,
    /// The decisions that are named anywhere, also where nothing is declared: in requirements, validity, due dates.
    pub decisions_read: BTreeSet<Node>,
    /// What each declaration names.
    pub edges: BTreeMap<Node, Vec<Node>>,
    pub suggester: Suggester,
    /// How many steps each definition or criterion may take.
    pub costs: BTreeMap<Node, u64>,
    next: u32,
}

impl<'s, 't> Typer<'s, 't> {
    pub(super) fn new(scope: &'s Scope<'t>) -> Self {
        Self {
            scope,
            report: Report::default(),
            enums: Vec::new(),
            records: Vec::new(),
            parameters: Vec::new(),
            definitions: Vec::new(),
            criteria: Vec::new(),
            calendars: Vec::new(),
            sources: Vec::new(),
            bound: Vec::new(),
            given: Vec::new(),
            gathers_needs: false,
            of_element: false,
            needs: Vec::new(),
            needed: BTreeMap::new(),
            implied: BTreeMap::new(),
            reads: BTreeSet::new(),
            decisions_read: BTreeSet::new(),
            edges: BTreeMap::new(),
            suggester: Suggester::default(),
            costs: BTreeMap::new(),
            next: 0,
        }
    }

    /// How many expressions there are.
    pub(super) const fn expressions(&self) -> u32 {
        self.next
    }

    pub(super) fn make(&mut self, span: Span, ty: Type, kind: ExprKind) -> Expr {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        Expr { id, span, ty, kind }
    }

    /// Ends a declaration: what was named since the last one belongs to it.
    pub(super) fn named_by(&mut self, node: Node) {
        let reads = std::mem::take(&mut self.reads);
        self.edges.entry(node).or_default().extend(reads);
    }

    pub(super) fn broken(&mut self, span: Span) -> Expr {
        self.make(span, Type::Broken, ExprKind::Broken)
    }

    pub(super) fn constant(&mut self, span: Span, ty: Type, constant: Constant) -> Expr {
        self.make(span, ty, ExprKind::Constant(constant))
    }

    pub(super) fn error(&mut self, code: Code, span: Span, message: Wording) -> &mut Diagnostic {
        self.report.add(code, span, message)
    }

    /// Types with an element bound to the first number.
    pub(super) fn with_element<T>(&mut self, element: Option<Bound>, work: impl FnOnce(&mut Self) -> T) -> T {
        self.of_element = element.is_some();
        self.bound = element.into_iter().collect();
        let result = work(self);
        self.bound.clear();
        self.given.clear();
        self.of_element = false;
        result
    }

    /// Types where these facts are known to be there; after it they are not any more.
    pub(super) fn where_given<T>(&mut self, spots: &[Spot], work: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.given.len();
        self.given.extend_from_slice(spots);
        let result = work(self);
        self.given.truncate(before);
        result
    }

    /// Types with one more element bound; facts about it are forgotten afterwards.
    pub(super) fn with_bound<T>(&mut self, name: &tree::Name, ty: Type, work: impl FnOnce(&mut Self, usize) -> T) -> T {
        let local = self.bound.len();
        let before = self.given.len();
        self.bound.push(Bound { name: name.text.clone(), ty });
        let result = work(self, local);
        self.bound.truncate(local);
        self.given.truncate(before);
        result
    }

    /// How a fact is written.
    pub(super) fn spell(&self, local: Option<usize>, fields: &[usize]) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut ty = match local {
            None => Type::Record(0),
            Some(local) => match self.bound.get(local) {
                Some(bound) => {
                    words.push(bound.name.clone());
                    bound.ty.clone()
                }
                None => return String::new(),
            },
        };
        for field in fields {
            let Type::Record(record) = ty else { break };
            let Some(field) = self.records.get(record).and_then(|it| it.fields.get(*field)) else { break };
            words.push(field.name.clone());
            ty = field.ty.clone();
        }
        words.join(".")
    }

    /// The longest beginning of a path that may be missing; `None` if all of it is always there.
    pub(super) fn optional_part(&self, read: &Read) -> Option<Spot> {
        let mut ty = match read.local {
            None => Type::Record(0),
            Some(local) => self.bound.get(local)?.ty.clone(),
        };
        let mut longest = None;
        for (count, field) in read.fields.iter().enumerate() {
            let Type::Record(record) = ty else { break };
            let field = self.records.get(record)?.fields.get(*field)?;
            if field.optional {
                longest = Some(count.saturating_add(1));
            }
            ty = field.ty.clone();
        }
        let fields = read.fields.get(..longest?)?.to_vec();
        Some(Spot { local: read.local, fields })
    }
}
