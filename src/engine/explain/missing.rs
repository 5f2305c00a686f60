//! What an unknown value rests on: the facts, judgements, norms and calendars that are not known.
//!
//! Only the unknown parts of an expression are searched (a criterion that is already no cannot change any more).
//! Knows nothing of: which rules matter.

use std::borrow::Cow;

use super::format;
use super::lists;
use super::ruling::{Missing, MissingKind};
use super::view::{NAMELESS, Reached, View};
use crate::engine::case::State;
use crate::engine::types::{Body, Decision, Expr, ExprKind, Meaning, Node, Read, Type, Unit};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// A search for what is missing.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) found: Vec<Missing<'a>>,
    /// The declaration that is being searched: it is named when nothing else can be.
    owner: (&'a str, &'a Wording),
    /// How often something was found, also what was known already.
    pub(super) hits: usize,
    /// Declarations that were searched, with the pointer of the element they were asked of.
    seen: Vec<(Node, String)>,
}

/// What the value of `expression`, which is part of the declaration named, waits for.
pub(super) fn roots<'a>(
    view: &mut View<'a, '_>,
    owner: (&'a str, &'a Wording),
    expression: &'a Expr,
) -> Vec<Missing<'a>> {
    let mut search = Search::new(owner);
    search.expression(view, expression);
    search.found
}

/// The same for a definition that is not of an element.
pub(super) fn roots_of_definition<'a>(view: &mut View<'a, '_>, id: usize) -> Vec<Missing<'a>> {
    let mut search = Search::new(("", &view.captions.nameless));
    search.definition(view, id, None);
    search.found
}

impl<'a> Search<'a> {
    /// A search that has found nothing yet.
    #[must_use]
    pub(super) const fn new(owner: (&'a str, &'a Wording)) -> Self {
        Self { found: Vec::new(), owner, hits: 0, seen: Vec::new() }
    }

    fn add(&mut self, missing: Missing<'a>) {
        self.hits = self.hits.saturating_add(1);
        if !self.found.iter().any(|it| it.path == missing.path && it.kind == missing.kind) {
            self.found.push(missing);
        }
    }

    fn add_norm(&mut self, (name, label): (&'a str, &'a Wording), why: Cow<'a, Wording>) {
        let (path, label) = (Cow::Borrowed(name), Cow::Borrowed(label));
        self.add(Missing { path, label, kind: MissingKind::Norm, why, question: None });
    }

    /// Names the declaration itself.
    pub(super) fn add_owner(&mut self, why: Wording) {
        self.add_norm(self.owner, Cow::Owned(why));
    }

    /// Searches an expression if it is unknown.
    pub(super) fn expression(&mut self, view: &mut View<'a, '_>, expression: &'a Expr) {
        if view.known(expression) || view.is_deep() {
            return;
        }
        let before = self.hits;
        match &expression.kind {
            ExprKind::Read(read) | ExprKind::Given(read) => self.fact(view, read),
            ExprKind::Default { value, default } => {
                self.fact(view, value);
                self.expression(view, default);
            }
            ExprKind::Parameter(id) => self.parameter(view, *id),
            ExprKind::Definition { id, argument } => self.definition(view, *id, argument.as_ref()),
            ExprKind::Criterion { id, argument } => self.criterion(view, *id, argument.as_ref()),
            ExprKind::Judgement(id) => self.judgement(view, *id),
            ExprKind::DecisionIs { decision, .. } => self.decision(view, *decision),
            ExprKind::If { condition, then, otherwise } => self.branches(view, [condition, then, otherwise]),
            ExprKind::Quantified { local, list, filter, body, .. } => {
                self.elements(view, (*local, list), filter.as_deref(), Some(body));
            }
            ExprKind::Aggregate { local, list, filter, value, .. } => {
                self.elements(view, (*local, list), filter.as_deref(), value.as_deref());
            }
            _ => expression.parts().into_iter().for_each(|child| self.expression(view, child)),
        }
        if self.hits == before {
            self.by_itself(view, expression);
        }
    }

    /// All parts are known, and yet the value is not.
    fn by_itself(&mut self, view: &View<'a, '_>, expression: &'a Expr) {
        match &expression.kind {
            ExprKind::Shift { period, .. } | ExprKind::Within { period, .. } => self.calendar(view, period),
            ExprKind::Divide { .. } => {
                self.add_owner(Wording::new("pembaginya nol", "the divisor is zero"));
            }
            ExprKind::Aggregate { .. } => {
                self.add_owner(Wording::new("daftarnya kosong", "the list is empty"));
            }
            ExprKind::DecisionIs { decision, .. } => {
                if let Some(decided) = view.rulebook.decisions.get(*decision) {
                    let why = Wording::new("aturannya bertentangan", "its rules contradict each other");
                    self.add_norm((&decided.name, &decided.label), Cow::Owned(why));
                }
            }
            _ => {}
        }
    }

    fn calendar(&mut self, view: &View<'a, '_>, period: &Expr) {
        let named = match period.ty {
            Type::Period(Unit::WorkingDays(calendar)) => view.rulebook.calendars.get(calendar),
            _ => None,
        };
        let Some(named) = named else {
            let why =
                Wording::new("tanggalnya di luar tahun 1 sampai 9999", "the date lies outside the years 1 to 9999");
            return self.add_owner(why);
        };
        let (first, last) = named.calendar.coverage();
        let (first, last) = (format::civil(first), format::civil(last));
        let why = Wording {
            id: ["kalender hanya mencakup ", &first.id, " s.d. ", &last.id].concat(),
            en: ["the calendar covers only ", &first.en, " to ", &last.en].concat(),
        };
        let (path, label) = (Cow::Borrowed(named.name.as_str()), Cow::Borrowed(&named.label));
        self.add(Missing { path, label, kind: MissingKind::Calendar, why: Cow::Owned(why), question: None });
    }

    /// Names a fact if it, or something around it, is unknown.
    pub(super) fn fact(&mut self, view: &View<'a, '_>, read: &Read) {
        let Some(reached) = view.reach(read).filter(|it| it.cell.state == State::Unknown) else { return };
        if let Some((pointer, outer)) = view.unknown_around(read) {
            return self.add_fact(view, pointer, Cow::Borrowed(outer.field.map_or(&NAMELESS, |it| &it.label)), &outer);
        }
        let label = match (reached.field, read.local) {
            (None, Some(local)) => Cow::Owned(lists::element_label(view, local)),
            _ => Cow::Borrowed(view.label_of(read, &reached)),
        };
        self.add_fact(view, view.pointer(read, reached.steps), label, &reached);
    }

    fn add_fact(&mut self, view: &View<'a, '_>, pointer: String, label: Cow<'a, Wording>, reached: &Reached<'a>) {
        self.add(Missing {
            path: Cow::Owned(pointer),
            label,
            kind: MissingKind::Fact,
            why: Cow::Owned(view.reason(reached.cell)),
            question: reached.field.and_then(|it| it.question.as_ref()),
        });
    }

    fn parameter(&mut self, view: &View<'a, '_>, id: usize) {
        if let Some(parameter) = view.rulebook.parameters.get(id)
            && let Meaning::Pending(why) = &parameter.value
        {
            self.add_norm((&parameter.name, &parameter.label), Cow::Borrowed(why));
        }
    }

    fn definition(&mut self, view: &mut View<'a, '_>, id: usize, argument: Option<&'a Read>) {
        let Some(definition) = view.rulebook.definitions.get(id) else { return };
        if self.was_seen(view, Node::Definition(id), argument) {
            return;
        }
        let owner = (definition.name.as_str(), &definition.label);
        match &definition.body {
            Meaning::Pending(why) => self.add_norm(owner, Cow::Borrowed(why)),
            Meaning::Known(body) => {
                let around = std::mem::replace(&mut self.owner, owner);
                view.inside(argument, |view| match body {
                    Body::Expr(body) => self.expression(view, body),
                    Body::Table(table) => self.table(view, table),
                });
                self.owner = around;
            }
        }
    }

    fn criterion(&mut self, view: &mut View<'a, '_>, id: usize, argument: Option<&'a Read>) {
        let Some(criterion) = view.rulebook.criteria.get(id) else { return };
        if self.was_seen(view, Node::Criterion(id), argument) {
            return;
        }
        let owner = (criterion.name.as_str(), &criterion.label);
        match &criterion.condition {
            Meaning::Pending(why) => self.add_norm(owner, Cow::Borrowed(why)),
            Meaning::Known(condition) => {
                let around = std::mem::replace(&mut self.owner, owner);
                view.inside(argument, |view| self.expression(view, condition));
                self.owner = around;
            }
        }
    }

    fn was_seen(&mut self, view: &View<'a, '_>, node: Node, argument: Option<&'a Read>) -> bool {
        let pointer = argument.map_or_else(String::new, |it| view.pointer(it, it.fields.len()));
        let now = (node, pointer);
        let known = self.seen.contains(&now);
        if known {
            self.hits = self.hits.saturating_add(1);
        } else {
            self.seen.push(now);
        }
        known
    }

    fn judgement(&mut self, view: &View<'a, '_>, id: usize) {
        let Some(judgement) = view.rulebook.judgements.get(id) else { return };
        let why = match view.case.answers.get(id).and_then(Option::as_ref) {
            Some(answer) => Wording {
                id: ["penjawab belum dapat memutuskan: ", &answer.reason].concat(),
                en: ["the person asked cannot say yet: ", &answer.reason].concat(),
            },
            None => Wording::new("belum dijawab", "not answered yet"),
        };
        self.add(Missing {
            path: Cow::Owned(["/judgements/", &judgement.name].concat()),
            label: Cow::Borrowed(&judgement.label),
            kind: MissingKind::Judgement,
            why: Cow::Owned(why),
            question: Some(&judgement.question),
        });
    }

    fn decision(&mut self, view: &mut View<'a, '_>, id: usize) {
        let Some(decision) = view.rulebook.decisions.get(id) else { return };
        if self.was_seen(view, Node::Decision(id), None) {
            return;
        }
        if decision.for_every.is_some() {
            let why = Wording::new(
                "putusan ini dibuat untuk setiap unsur, jadi tidak ada satu hasil",
                "this decision is made for every element, so it has no single outcome",
            );
            return self.add_norm((&decision.name, &decision.label), Cow::Owned(why));
        }
        view.inside(None, |view| decision.rules.iter().for_each(|&rule| self.rule(view, decision, rule)));
    }

    /// Searches the condition of a rule.
    pub(super) fn rule(&mut self, view: &mut View<'a, '_>, decision: &'a Decision, id: usize) {
        let Some(rule) = view.rulebook.rules.get(id) else { return };
        self.owner = (&rule.name, &decision.label);
        match &rule.condition {
            Meaning::Known(condition) => {
                let before = self.hits;
                self.expression(view, condition);
                if self.hits == before && !view.known(condition) {
                    self.add_owner(Wording::new("belum dapat dihitung", "it cannot be worked out"));
                }
            }
            Meaning::Pending(why) => self.add_norm(self.owner, Cow::Borrowed(why)),
        }
    }

    fn branches(&mut self, view: &mut View<'a, '_>, [condition, then, otherwise]: [&'a Expr; 3]) {
        match view.truth(condition) {
            Truth::Yes => self.expression(view, then),
            Truth::No => self.expression(view, otherwise),
            Truth::Unknown => {
                self.expression(view, condition);
                let sure = self.found.len();
                self.expression(view, then);
                self.expression(view, otherwise);
                // A norm of a branch that may never be taken would only alarm; facts can be asked for in one go.
                let mut place = 0_usize;
                self.found.retain(|it| {
                    place = place.saturating_add(1);
                    place <= sure || matches!(it.kind, MissingKind::Fact | MissingKind::Judgement)
                });
            }
        }
    }

    fn elements(
        &mut self,
        view: &mut View<'a, '_>,
        (local, list): (usize, &'a Read),
        filter: Option<&'a Expr>,
        body: Option<&'a Expr>,
    ) {
        self.fact(view, list);
        view.each_element(list, local, |view| {
            if let Some(bound) = view.bound(local)
                && view.case.cells.get(bound.base).is_some_and(|cell| cell.state == State::Unknown)
            {
                let whole = Read {
                    local: Some(local),
                    fields: Vec::new(),
                    ty: bound.ty.clone(),
                    optional: false,
                    span: list.span,
                };
                return self.fact(view, &whole);
            }
            if let Some(filter) = filter {
                self.expression(view, filter);
            }
            if let Some(body) = body
                && filter.is_none_or(|it| view.truth(it) != Truth::No)
            {
                self.expression(view, body);
            }
        });
    }
}
