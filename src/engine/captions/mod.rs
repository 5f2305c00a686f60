//! What an explanation says of a rulebook whatever the case is: citations, the facts that each criterion reads, their
//! JSON pointers and places. Worked out once, so that a ruling only borrows it.
//!
//! Knows nothing of: cases, evaluation, JSON.

pub mod citation;
pub mod reads;
pub mod weakest;

use super::case::Layout;
use super::types::{Body, Expr, ExprKind, Meaning, Rule, Rulebook};
use super::wording::Wording;
pub use citation::{Citation, Written};
pub use reads::FactPlan;

/// The ready-made parts of every explanation of one rulebook; each table has one entry a declaration, by its index.
#[derive(Clone, Debug, Default)]
pub struct Captions {
    /// The label of what has none.
    pub nameless: Wording,
    pub criteria: Vec<Vec<Citation>>,
    pub definitions: Vec<Vec<Citation>>,
    pub parameters: Vec<Vec<Citation>>,
    pub judgements: Vec<Vec<Citation>>,
    pub calendars: Vec<Vec<Citation>>,
    pub rules: Vec<Vec<Citation>>,
    /// Of the `otherwise` of each decision.
    pub otherwise: Vec<Vec<Citation>>,
    /// Every fact of the case that any criterion reads outside its elements, each once.
    pub facts: Vec<FactPlan>,
    /// The facts (by index in `facts`) that each criterion reads, also through definitions.
    pub criterion_facts: Vec<Vec<usize>>,
    /// Of rules whose condition says more than which criteria must hold: a label, and the facts that it reads.
    pub inline_rules: Vec<Option<InlineRule>>,
    /// The weakest basis of each, with all that it can read in any case.
    pub weakest_of_criteria: Vec<Option<Citation>>,
    pub weakest_of_definitions: Vec<Option<Citation>>,
    pub weakest_of_decisions: Vec<Option<Citation>>,
}

/// A rule whose condition has to be explained by itself.
#[derive(Clone, Debug)]
pub struct InlineRule {
    pub label: Wording,
    /// As in [`Captions::criterion_facts`].
    pub facts: Vec<usize>,
}

impl Captions {
    /// The captions of a checked rulebook.
    #[must_use]
    pub fn new(rulebook: &Rulebook, layout: &Layout) -> Self {
        let cite = |bases: &Vec<_>| citation::cite_all(rulebook, bases);
        let mut captions = Self {
            criteria: rulebook.criteria.iter().map(|it| cite(&it.bases)).collect(),
            definitions: rulebook.definitions.iter().map(|it| cite(&it.bases)).collect(),
            parameters: rulebook.parameters.iter().map(|it| cite(&it.bases)).collect(),
            judgements: rulebook.judgements.iter().map(|it| cite(&it.bases)).collect(),
            calendars: rulebook.calendars.iter().map(|it| cite(&it.bases)).collect(),
            rules: rulebook.rules.iter().map(|it| cite(&it.bases)).collect(),
            otherwise: rulebook.decisions.iter().map(|it| cite(&it.otherwise.bases)).collect(),
            ..Self::default()
        };
        let mut facts = reads::Facts::new(rulebook, layout);
        for criterion in &rulebook.criteria {
            let read = match &criterion.condition {
                Meaning::Known(condition) => facts.of_expression(condition),
                Meaning::Pending(_) => Vec::new(),
            };
            captions.criterion_facts.push(read);
        }
        captions.inline_rules = rulebook.rules.iter().map(|it| inline_rule(it, &mut facts)).collect();
        captions.facts = facts.plans;
        captions.weigh(rulebook);
        captions
    }

    /// The first of the weakest citations of all declarations.
    fn weakest_of_all(&self) -> Option<&Citation> {
        let all = [
            &self.criteria,
            &self.definitions,
            &self.parameters,
            &self.judgements,
            &self.calendars,
            &self.rules,
            &self.otherwise,
        ];
        all.into_iter().flatten().fold(None, |kept, it| weakest::weaker(kept, weakest::weakest(it)))
    }

    fn weigh(&mut self, rulebook: &Rulebook) {
        let mut weigher = weakest::Weigher::new(rulebook, self);
        let criteria = (0..rulebook.criteria.len()).map(|id| weigher.criterion(id).cloned()).collect();
        let definitions = (0..rulebook.definitions.len()).map(|id| weigher.definition(id).cloned()).collect();
        let decisions = (0..rulebook.decisions.len()).map(|id| weigher.decision(id).cloned()).collect();
        self.weakest_of_criteria = criteria;
        self.weakest_of_definitions = definitions;
        self.weakest_of_decisions = decisions;
    }
}

fn inline_rule(rule: &Rule, facts: &mut reads::Facts) -> Option<InlineRule> {
    let condition = rule.condition.known().filter(|it| !names_criteria_only(it))?;
    let label = Wording::new(["Aturan ", &rule.name].concat(), ["Rule ", &rule.name].concat());
    Some(InlineRule { label, facts: facts.of_expression(condition) })
}

fn names_criteria_only(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Criterion { argument: None, .. } => true,
        ExprKind::All(_) | ExprKind::Any(_) | ExprKind::Not(_) => {
            condition.parts().into_iter().all(names_criteria_only)
        }
        _ => false,
    }
}

/// The body of a definition, if it is an expression.
pub(crate) fn body_of(rulebook: &Rulebook, definition: usize) -> Option<&Body> {
    match &rulebook.definitions.get(definition)?.body {
        Meaning::Known(body) => Some(body),
        Meaning::Pending(_) => None,
    }
}
