//! A rulebook made ready once, to rule on any number of cases: compiled rules, and what every explanation says.
//!
//! Knows nothing of: the text of rule files, where cases come from.

use std::sync::Arc;

use super::accept_case;
use super::captions::Captions;
use super::case::{Case, Refusal, State};
use super::eval::Evaluator;
use super::explain::deciders::{self, Told};
use super::explain::measures::{self, Weighed};
use super::explain::ruling::{self, Ruling};
use super::explain::view::{Values, View};
use super::explain::{self, EditionChoice};
use super::finding::{Finding, Status};
use super::program::Program;
use super::scenario::{self, Consequences, Rules, ScenarioResult};
use super::syntax::tree::Scenario;
use super::types::{Constant, Decision, Expr, Meaning, Rulebook, Type};
use super::value::Truth;
use super::wire::{self, Completeness};

/// Compiled rules with their captions.
#[derive(Debug)]
pub struct Ready {
    pub program: Program,
    pub captions: Captions,
}

impl Ready {
    /// Compiles a rulebook that passed the check.
    #[must_use]
    pub fn new(rulebook: Arc<Rulebook>) -> Self {
        let program = Program::compile(rulebook);
        let captions = Captions::new(&program.rulebook, &program.layout);
        Self { program, captions }
    }

    /// The rules.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.program.rulebook
    }

    /// Reads a case and holds it against the requirements.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn accept(&self, json: &[u8], completeness: Completeness) -> Result<Case, Vec<Refusal>> {
        accept_case(&self.program, json, completeness)
    }

    /// The ruling on one decision; one for every element of the list of a decision `for every`.
    #[must_use]
    pub fn rulings<'a>(&'a self, case: &'a Case, decision: usize, choice: &EditionChoice) -> Vec<Ruling<'a>> {
        let rulebook = self.rulebook();
        let evaluator = Evaluator::new(&self.program, case);
        let Some(decided) = rulebook.decisions.get(decision) else {
            return Vec::new();
        };
        let sha256 = wire::case_sha256(rulebook, &self.program.layout, case);
        let mut values = Computed { program: &self.program, evaluator: &evaluator };
        let mut view = View::new(rulebook, &self.program.layout, &self.captions, case, &mut values);
        let elements = elements(&view, decided);
        let rule = |element: Option<u32>| {
            let finding = match (&decided.for_every, element) {
                // Nobody knows yet whom to rule on: that is undetermined, not nothing.
                (Some(_), None) => Finding { status: Status::Undetermined, ..Finding::default() },
                _ => evaluator.rule(decision, element),
            };
            explain::ruling(&mut view, &finding, (decision, element), choice, sha256.clone())
        };
        elements.into_iter().filter_map(rule).collect()
    }

    /// How the criteria and rules of these names were weighed: values beside what is demanded, and the places that decided.
    #[must_use]
    pub fn weighed(&self, case: &Case, names: &[&str]) -> Vec<(String, Weighed)> {
        let evaluator = Evaluator::new(&self.program, case);
        let mut values = Computed { program: &self.program, evaluator: &evaluator };
        let mut view = View::new(self.rulebook(), &self.program.layout, &self.captions, case, &mut values);
        names.iter().filter_map(|it| Some(((*it).to_owned(), measures::weighed(&mut view, it)?))).collect()
    }

    /// What decided, in few lines, for each ruling on a decision in the same order.
    #[must_use]
    pub fn told(&self, case: &Case, decision: usize) -> Vec<Told> {
        self.told_of_each(case, decision, elements)
    }

    /// The same for the ruling on the case as a whole, or on one element of the list of a decision `for every`.
    #[must_use]
    pub fn told_of(&self, case: &Case, decision: usize, element: Option<u32>) -> Told {
        self.told_of_each(case, decision, |_, _| vec![element]).pop().unwrap_or_default()
    }

    fn told_of_each(
        &self,
        case: &Case,
        decision: usize,
        wanted: impl FnOnce(&View<'_, '_>, &Decision) -> Vec<Option<u32>>,
    ) -> Vec<Told> {
        let rulebook = self.rulebook();
        let Some(decided) = rulebook.decisions.get(decision) else { return Vec::new() };
        let evaluator = Evaluator::new(&self.program, case);
        let mut values = Computed { program: &self.program, evaluator: &evaluator };
        let mut view = View::new(rulebook, &self.program.layout, &self.captions, case, &mut values);
        let asked = wanted(&view, decided);
        let tell = |element: Option<u32>| {
            let bound = match (&decided.for_every, element) {
                (Some(every), Some(element)) => {
                    let finding = evaluator.rule(decision, Some(element));
                    let index = usize::try_from(element).unwrap_or(usize::MAX);
                    view.bind_element(0, &every.list, index).map(|()| finding)
                }
                (Some(_), None) => None,
                (None, _) => Some(evaluator.rule(decision, None)),
            };
            bound.map(|finding| deciders::told(&mut view, decided, &finding)).unwrap_or_default()
        };
        asked.into_iter().map(tell).collect()
    }

    /// Runs a scenario of this rulebook on its case.
    #[must_use]
    pub fn test(&self, scenario: &Scenario, case_json: &[u8]) -> ScenarioResult {
        match scenario::parameters(self.rulebook(), scenario) {
            Err(row) => ScenarioResult::failed(scenario, row),
            Ok(set) if set.is_empty() => self.run(scenario, case_json),
            Ok(set) => self.with_parameters(set).run(scenario, case_json),
        }
    }

    /// The same rules with other values of parameters.
    fn with_parameters(&self, set: Vec<(usize, Constant)>) -> Self {
        let mut rulebook = self.rulebook().clone();
        for (id, value) in set {
            if let Some(parameter) = rulebook.parameters.get_mut(id) {
                parameter.value = Meaning::Known(value);
            }
        }
        Self::new(Arc::new(rulebook))
    }

    fn run(&self, scenario: &Scenario, case_json: &[u8]) -> ScenarioResult {
        let accept = |json: &[u8]| self.accept(json, Completeness::PreCheck);
        let rule = |case: &Case, decision, element| Evaluator::new(&self.program, case).rule(decision, element);
        let missing = |case: &Case, decision| self.missing(case, decision);
        let consequences = |case: &Case, decision| self.consequences(case, decision);
        let rules = Rules {
            rulebook: self.rulebook(),
            layout: &self.program.layout,
            accept: &accept,
            rule: &rule,
            missing: &missing,
            consequences: &consequences,
        };
        scenario::run(&rules, scenario, case_json)
    }

    fn missing(&self, case: &Case, decision: usize) -> Vec<String> {
        let rulings = self.rulings(case, decision, &self.first_day());
        let mut paths: Vec<String> = rulings.iter().flat_map(|it| &it.missing).map(|it| it.path.to_string()).collect();
        paths.dedup();
        paths
    }

    fn consequences(&self, case: &Case, decision: usize) -> Vec<Consequences> {
        let rulings = self.rulings(case, decision, &self.first_day());
        let day = |value: &ruling::Value| match value {
            ruling::Value::Date(day) => Some(*day),
            _ => None,
        };
        let of = |it: &Ruling| Consequences {
            rules: it.rules.iter().map(|rule| rule.id.to_owned()).collect(),
            duties: it.duties.iter().map(|duty| (duty.id.to_owned(), day(&duty.due))).collect(),
            valid_until: day(&it.valid_until),
        };
        rulings.iter().map(of).collect()
    }

    /// A scenario is run under its own edition, whatever the dates in it.
    fn first_day(&self) -> EditionChoice {
        EditionChoice::new(self.rulebook(), self.rulebook().in_force.from, false)
    }
}

/// One ruling, or one for every element.
fn elements(view: &View, decision: &Decision) -> Vec<Option<u32>> {
    match &decision.for_every {
        None => vec![None],
        Some(every) => {
            if view.reach(&every.list).is_some_and(|it| it.cell.state == State::Unknown) {
                return vec![None];
            }
            let count = view.length(&every.list).unwrap_or(0);
            (0..u32::try_from(count).unwrap_or(u32::MAX)).map(Some).collect()
        }
    }
}

/// What the fast evaluator says of single expressions.
struct Computed<'a, 'e> {
    program: &'a Program,
    evaluator: &'e Evaluator<'a>,
}

impl<'a> Values<'a> for Computed<'a, '_> {
    fn truth(&mut self, expression: &'a Expr) -> Truth {
        self.evaluator.truth(self.program.node_of(expression))
    }

    fn integer(&mut self, expression: &'a Expr) -> Option<i64> {
        self.evaluator.integer(self.program.node_of(expression))
    }

    fn bind(&mut self, depth: usize, base: usize, _ty: &'a Type) {
        self.evaluator.bind(depth, u32::try_from(base).unwrap_or(u32::MAX));
    }
}
