//! The declarations of a rulebook: bodies, plans of decisions, what each one reads.
//!
//! Knows nothing of: evaluation.

use super::compile::{Compiler, number_of};
use super::decisions::{DecisionPlan, ForEveryPlan, Reading, Relation, RequirementPlan, Step};
use super::index::RuleIndex;
use super::instruction::{Instruction, NodeId};
use super::optimise::Optimiser;
use super::presence::Presences;
use crate::engine::types::{Binding, Body, Decision, Expr, Meaning, Node, Rule, Template, TemplatePiece, Type};
use std::collections::BTreeSet;

/// What each declaration names, by its index.
#[derive(Default)]
struct Names {
    definitions: Vec<Vec<Node>>,
    criteria: Vec<Vec<Node>>,
    /// In the conditions of a decision's rules.
    conditions: Vec<Vec<Node>>,
    /// In everything that belongs to it.
    decisions: Vec<Vec<Node>>,
    requirements: Vec<Node>,
    /// The facts that a definition reads.
    facts: Vec<Vec<Vec<usize>>>,
}

impl<'r> Compiler<'r> {
    /// Compiles everything.
    pub(super) fn rulebook(&mut self) {
        let book = self.book;
        self.definition_bodies = book.definitions.iter().map(|_| self.place_for_body()).collect();
        self.criterion_bodies = book.criteria.iter().map(|_| self.place_for_body()).collect();
        let mut names = Names::default();
        self.definitions(&mut names);
        for (index, criterion) in book.criteria.iter().enumerate() {
            self.open_scope(criterion.of.as_ref());
            let node = self.meaning(&criterion.condition);
            self.set_body(self.criterion_bodies.get(index).copied(), node);
            names.criteria.push(self.take_names());
        }
        for decision in &book.decisions {
            self.decision(decision, &mut names);
        }
        self.requirements(&mut names);
        self.optimise();
        self.parts.order = book.order.iter().map(|it| self.step(*it)).collect();
        self.plan(&names);
    }

    fn definitions(&mut self, names: &mut Names) {
        for (index, definition) in self.book.definitions.iter().enumerate() {
            self.open_scope(definition.of.as_ref());
            let node = match &definition.body {
                Meaning::Known(Body::Expr(expr)) => self.expression(expr),
                Meaning::Known(Body::Table(table)) => self.table(table, &definition.ty),
                Meaning::Pending(_) => self.add(Instruction::Unknown),
            };
            self.set_body(self.definition_bodies.get(index).copied(), node);
            names.facts.push(std::mem::take(&mut self.facts));
            names.definitions.push(self.take_names());
        }
    }

    /// The body of a declaration stands where calls of it already point to.
    fn set_body(&mut self, body: Option<NodeId>, node: NodeId) {
        if let Some(body) = body {
            let instruction = self.instruction(node);
            self.replace(body, instruction);
        }
    }

    fn open_scope(&mut self, of: Option<&'r Binding>) {
        self.scope.clear();
        self.scope.extend(of.map(|it| &it.ty));
    }

    fn take_names(&mut self) -> Vec<Node> {
        self.facts.clear();
        let mut names = std::mem::take(&mut self.named);
        names.sort_unstable();
        names.dedup();
        names
    }

    fn meaning(&mut self, meaning: &'r Meaning<Expr>) -> NodeId {
        match meaning {
            Meaning::Known(expr) => self.expression(expr),
            Meaning::Pending(_) => self.add(Instruction::Unknown),
        }
    }

    fn step(&self, node: Node) -> Step {
        let body = |bodies: &[NodeId], id: usize| bodies.get(id).copied().unwrap_or(NodeId(u32::MAX));
        match node {
            Node::Definition(id) => Step::Definition { id: number_of(id), node: body(&self.definition_bodies, id) },
            Node::Criterion(id) => {
                let (id, node) = (number_of(id), body(&self.criterion_bodies, id));
                match self.instruction(node) {
                    Instruction::AllOf(row) => Step::Row { id, row },
                    _ => Step::Criterion { id, node },
                }
            }
            Node::Decision(id) => Step::Decision(number_of(id)),
        }
    }

    fn decision(&mut self, decision: &'r Decision, names: &mut Names) {
        self.scope.clear();
        let for_every = decision.for_every.as_ref().and_then(|it| {
            let list = self.place(&it.list)?;
            Some(ForEveryPlan { list, width: self.layout.width(&it.element) })
        });
        self.scope.extend(decision.for_every.as_ref().map(|it| &it.element));
        let rules: Vec<&'r Rule> = decision.rules.iter().filter_map(|it| self.book.rules.get(*it)).collect();
        let conditions: Vec<NodeId> = rules.iter().map(|it| self.meaning(&it.condition)).collect();
        names.conditions.push(self.named.clone());
        for rule in &rules {
            self.consequences(rule);
        }
        self.template(&decision.otherwise.because);
        names.decisions.push(self.take_names());
        let (beats, beaten_by) = overriding(decision, &rules);
        let index = RuleIndex::new(&self.parts, &conditions);
        self.parts.decisions.push(DecisionPlan {
            rules: decision.rules.iter().map(|it| number_of(*it)).collect(),
            outcomes: rules.iter().map(|it| number_of(it.outcome)).collect(),
            conditions,
            beats,
            beaten_by,
            otherwise: number_of(decision.otherwise.outcome),
            for_every,
            index,
            ..DecisionPlan::default()
        });
    }

    /// What a winning rule says besides its outcome: never part of the decision, but asked for afterwards.
    fn consequences(&mut self, rule: &'r Rule) {
        for expr in rule.valid_until.iter().chain(rule.duties.iter().filter_map(|it| it.due.as_ref())) {
            self.expression(expr);
        }
        for sentence in rule.duties.iter().map(|it| &it.label).chain([&rule.because]) {
            self.template(sentence);
        }
    }

    fn template(&mut self, template: &'r Template) {
        for piece in template.id.iter().chain(&template.en) {
            if let TemplatePiece::Value(expr) = piece {
                self.expression(expr);
            }
        }
    }

    fn requirements(&mut self, names: &mut Names) {
        self.scope.clear();
        for requirement in &self.book.requirements {
            self.facts.clear();
            let condition = self.expression(&requirement.condition);
            let mut facts = std::mem::take(&mut self.facts);
            if facts.is_empty() {
                let mentioned = self.named.iter().filter_map(|it| match it {
                    Node::Definition(id) => names.facts.get(*id),
                    _ => None,
                });
                facts = mentioned.flatten().cloned().collect();
            }
            names.requirements.append(&mut self.named);
            let mut pointers: Vec<String> = Vec::new();
            for pointer in facts.iter().map(|it| self.pointer(it)) {
                if !pointers.contains(&pointer) {
                    pointers.push(pointer);
                }
            }
            self.parts.requirements.push(RequirementPlan { condition, pointers });
        }
    }

    fn pointer(&self, fields: &[usize]) -> String {
        let mut pointer = String::new();
        let mut record = Some(0);
        for field in fields {
            let declared = record.and_then(|it| self.book.records.get(it)).and_then(|it| it.fields.get(*field));
            record = declared.and_then(|it| if let Type::Record(inner) = it.ty { Some(inner) } else { None });
            pointer.push('/');
            pointer.push_str(declared.map_or("", |it| &it.name));
        }
        pointer
    }

    /// Which steps each decision, and the requirements, need.
    fn plan(&mut self, names: &Names) {
        self.parts.requirement_steps = self.steps(&reach(names, &names.requirements));
        for index in 0..self.parts.decisions.len() {
            let row = |rows: &[Vec<Node>]| reach(names, rows.get(index).map_or(&[], Vec::as_slice));
            let (all, mut deciding) = (row(&names.decisions), row(&names.conditions));
            for criterion in all.iter().filter(|it| matches!(it, Node::Criterion(_))) {
                deciding.append(&mut reach(names, &[*criterion]));
            }
            let (whole, outcome) = (self.reading(&all), self.reading(&deciding));
            if let Some(plan) = self.parts.decisions.get_mut(index) {
                (plan.whole, plan.outcome) = (whole, outcome);
            }
        }
    }

    fn reading(&self, reached: &BTreeSet<Node>) -> Reading {
        let mut reading = Reading { steps: self.steps(reached), ..Reading::default() };
        for node in reached {
            match node {
                Node::Criterion(id) if self.book.criteria.get(*id).is_some_and(|it| it.of.is_none()) => {
                    reading.criteria.push(number_of(*id));
                }
                Node::Definition(id) => {
                    if let Some(definition) = self.book.definitions.get(*id).filter(|it| it.of.is_none()) {
                        reading.definitions.push((number_of(*id), definition.ty == Type::Text));
                    }
                }
                _ => {}
            }
        }
        reading
    }

    /// What is evaluated for every case gets its quick form.
    fn optimise(&mut self) {
        let is_element = |of: &Option<Binding>| of.is_some();
        let definitions = self.book.definitions.iter().map(|it| is_element(&it.of)).collect::<Vec<_>>();
        let criteria = self.book.criteria.iter().map(|it| is_element(&it.of)).collect::<Vec<_>>();
        let mut decisions = std::mem::take(&mut self.parts.decisions);
        let mut requirements = std::mem::take(&mut self.parts.requirements);
        let presences = Presences::new(self.book, self.layout);
        let mut optimiser = Optimiser::new(&mut self.parts, presences);
        let bodies = self.definition_bodies.iter_mut().zip(definitions);
        let bodies = bodies.chain(self.criterion_bodies.iter_mut().zip(criteria));
        let bodies = bodies.filter(|it| !it.1).map(|it| it.0);
        let conditions = decisions.iter_mut().flat_map(|it| &mut it.conditions);
        let required = requirements.iter_mut().map(|it| &mut it.condition);
        for root in bodies.chain(conditions).chain(required) {
            *root = optimiser.root(*root);
        }
        (self.parts.decisions, self.parts.requirements) = (decisions, requirements);
    }

    fn steps(&self, reached: &BTreeSet<Node>) -> Vec<Step> {
        self.book.order.iter().filter(|it| reached.contains(it)).map(|it| self.step(*it)).collect()
    }
}

/// Everything that is read from there, directly or not.
fn reach(names: &Names, from: &[Node]) -> BTreeSet<Node> {
    let mut reached = BTreeSet::new();
    let mut open = from.to_vec();
    while let Some(node) = open.pop() {
        if reached.insert(node) {
            let next = match node {
                Node::Definition(id) => names.definitions.get(id),
                Node::Criterion(id) => names.criteria.get(id),
                Node::Decision(id) => names.conditions.get(id),
            };
            open.extend(next.into_iter().flatten());
        }
    }
    reached
}

/// Which rules of a decision each one overrides, and by which ones it is overridden, by position.
fn overriding(decision: &Decision, rules: &[&Rule]) -> (Relation, Relation) {
    let mut positions: Vec<(usize, u32)> = decision.rules.iter().copied().zip(0..).collect();
    positions.sort_unstable();
    let position = |rule: &usize| {
        let found = positions.binary_search_by_key(rule, |it| it.0).ok()?;
        positions.get(found).map(|it| it.1)
    };
    let mut beats: Vec<Vec<u32>> = Vec::with_capacity(rules.len());
    let mut beaten_by: Vec<Vec<u32>> = vec![Vec::new(); rules.len()];
    for (number, rule) in rules.iter().enumerate() {
        let mut row: Vec<u32> = rule.overrides.iter().filter_map(position).collect();
        row.sort_unstable();
        row.dedup();
        for beaten in &row {
            if let Some(it) = usize::try_from(*beaten).ok().and_then(|it| beaten_by.get_mut(it)) {
                it.push(number_of(number));
            }
        }
        beats.push(row);
    }
    (Relation::new(beats.iter().map(Vec::as_slice)), Relation::new(beaten_by.iter().map(Vec::as_slice)))
}
