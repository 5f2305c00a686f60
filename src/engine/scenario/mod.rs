//! Scenarios: what the authors of the rules expect, held against what the rules say.
//!
//! Knows nothing of: files, how results are shown.

mod changes;
mod coverage;
mod elements;
mod expectations;
mod spelling;
mod values;

use super::case::{Case, Layout, Refusal};
use super::finding::Finding;
use super::reference::{self, Reached};
use super::source::Span;
use super::syntax::tree::{Scenario, ScenarioLineKind};
use super::types::{Constant, Rulebook};
use super::wire::patch;
use super::wording::Wording;
use crate::wording;
pub use coverage::{Unreached, unreached};

/// What became of one scenario.
#[derive(Clone, Debug)]
pub struct ScenarioResult {
    pub name: String,
    pub span: Span,
    /// One row for every `expect`, or one that says why the scenario could not be run.
    pub rows: Vec<Row>,
    /// What its case reached in the rules; nothing if the case was refused.
    pub reached: Reached,
}

/// One line of a scenario, expected and actual side by side.
#[derive(Clone, Debug)]
pub struct Row {
    pub span: Span,
    pub expected: Wording,
    pub actual: Wording,
    pub passed: bool,
}

impl ScenarioResult {
    /// A scenario that could not be run, with the row that says why.
    #[must_use]
    pub fn failed(scenario: &Scenario, row: Row) -> Self {
        let name = &scenario.name;
        Self { name: name.text.clone(), span: name.span, rows: vec![row], reached: Reached::default() }
    }

    /// Whether all is as expected. A scenario that expects nothing does not pass.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.rows.is_empty() && self.rows.iter().all(|it| it.passed)
    }
}

/// The case, or why it is refused.
pub type Accepted = Result<Case, Vec<Refusal>>;

/// What comes with an outcome, for one element or for the whole.
#[derive(Clone, Debug, Default)]
pub struct Consequences {
    /// The rules that decide.
    pub rules: Vec<String>,
    /// Each duty with the day by which it is due.
    pub duties: Vec<(String, Option<i64>)>,
    /// The last day on which the outcome holds; `None` without an end, or if nobody knows it.
    pub valid_until: Option<i64>,
}

/// The rules under test: how they read a case, rule on it, and say what is missing.
#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct Rules<'a> {
    pub rulebook: &'a Rulebook,
    pub layout: &'a Layout,
    pub accept: &'a dyn Fn(&[u8]) -> Accepted,
    /// Decision, and element of a decision `for every`.
    pub rule: &'a dyn Fn(&Case, usize, Option<u32>) -> Finding,
    /// The paths that a ruling on the decision lists as missing.
    pub missing: &'a dyn Fn(&Case, usize) -> Vec<String>,
    /// What a ruling on the decision brings with it, for each element.
    pub consequences: &'a dyn Fn(&Case, usize) -> Vec<Consequences>,
}

/// The path of the case that a scenario is about, as written.
#[must_use]
pub fn case_path(scenario: &Scenario) -> Option<&str> {
    scenario.lines.iter().find_map(|line| match &line.kind {
        ScenarioLineKind::Given(path) => Some(path.text.as_str()),
        _ => None,
    })
}

/// The parameters that a scenario sets to another value, as constants of their type; or the row of a value that a parameter
/// cannot have.
///
/// # Errors
/// That row.
pub fn parameters(rulebook: &Rulebook, scenario: &Scenario) -> Result<Vec<(usize, Constant)>, Row> {
    let set = scenario.lines.iter().filter_map(|line| match &line.kind {
        ScenarioLineKind::WithParameter { name, value } => Some((line.span, name, value)),
        _ => None,
    });
    set.map(|(span, name, value)| {
        let id = rulebook.parameters.iter().position(|it| it.name == name.text);
        let ty = id.and_then(|it| rulebook.parameters.get(it)).map(|it| &it.ty);
        let constant = ty.and_then(|it| values::to_constant(rulebook, it, value));
        id.zip(constant).ok_or_else(|| {
            let (name, value) = (&name.text, values::spell(value));
            let expected = Wording::new(
                format!("parameter {name} adalah {}", value.id),
                format!("parameter {name} is {}", value.en),
            );
            let actual =
                wording!("parameter itu tidak dapat bernilai demikian", "the parameter cannot have that value");
            Row { span, expected, actual, passed: false }
        })
    })
    .collect()
}

/// Runs a scenario on its case. Parameters that it sets are set in the rules already.
#[must_use]
pub fn run(rules: &Rules<'_>, scenario: &Scenario, case_json: &[u8]) -> ScenarioResult {
    let mut result = ScenarioResult {
        name: scenario.name.text.clone(),
        span: scenario.name.span,
        rows: Vec::new(),
        reached: Reached::default(),
    };
    match changes::apply(scenario, case_json) {
        Err(row) => result.rows.push(row),
        Ok(json) => match (rules.accept)(&json) {
            Err(refusals) => result.rows = expectations::when_refused(scenario, &refusals),
            Ok(case) => {
                result.rows = expectations::when_accepted(rules, scenario, &case);
                result.reached = reference::reached(rules.rulebook, rules.layout, &case);
            }
        },
    }
    result
}

#[cfg(test)]
mod tests;
