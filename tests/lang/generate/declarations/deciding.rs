//! Random decisions with their rules, exceptions, validity, duties and sentences.

use super::{Builder, LABEL, PENDING};
use crate::generate::scope::{Fact, Scope};
use timbang::engine::types::Type;

impl Builder<'_> {
    pub(super) fn decision(&mut self, index: usize) {
        let name = format!("ruling{index}");
        let outcomes: Vec<String> = (0..2 + self.random.below(2)).map(|it| format!("out{index}_{it}")).collect();
        let (for_every, scope) = self.for_every();
        self.line(&format!("\ndecision {name}{for_every}\n  label {LABEL}"));
        for outcome in &outcomes {
            self.line(&format!("  outcome {outcome} {LABEL}"));
        }
        let otherwise = outcomes[self.random.below(outcomes.len())].clone();
        self.line(&format!("  otherwise {otherwise}"));
        self.basis();
        self.because(&scope);
        let first = self.rules;
        let count = if self.random.chance(3) { 15 } else { 1 + self.random.below(6) };
        for _ in 0..count {
            self.rule(&name, &outcomes, &scope, first);
        }
        if for_every.is_empty() {
            self.declared.decisions.push((name, outcomes));
        }
    }

    /// ` for every p in LIST`, for a list that is always there.
    fn for_every(&mut self) -> (String, Scope) {
        let is_records = |it: &Type| matches!(it, Type::List { .. });
        if self.random.chance(75) {
            return (String::new(), Scope::of(None));
        }
        let Some(list) = Scope::of(None).readable(self.random, &self.declared.vocabulary, is_records) else {
            return (String::new(), Scope::of(None));
        };
        let Type::List { element, .. } = list.ty else {
            return (String::new(), Scope::of(None));
        };
        (format!(" for every p in {}", list.text), Scope::of(Some(("p", *element))))
    }

    fn rule(&mut self, decision: &str, outcomes: &[String], scope: &Scope, first: usize) {
        let number = self.rules;
        self.rules += 1;
        let overridden: Vec<String> =
            (first..number).filter(|_| self.random.chance(30)).map(|it| format!("R-{it}")).collect();
        let overrides =
            if overridden.is_empty() { String::new() } else { format!(" overrides {}", overridden.join(", ")) };
        self.line(&format!("\nrule R-{number}{overrides}"));
        let outcome = outcomes[self.random.below(outcomes.len())].clone();
        self.line(&format!("  decides {decision} is {outcome}"));
        if self.random.chance(5) {
            self.line(&format!("  {PENDING}"));
        } else {
            let condition = self.condition(scope, 3);
            self.line(&format!("  when {condition}"));
        }
        self.basis();
        self.because(scope);
        if self.random.chance(30) {
            let date = self.write(|it| it.value(&Type::Date, scope, 2).text);
            self.line(&format!("  valid until {date}"));
        }
        if self.random.chance(30) {
            let date = self.write(|it| it.value(&Type::Date, scope, 1).text);
            self.line(&format!("  duty report{number} by {date} {LABEL}"));
        }
        if self.random.chance(20) {
            self.line(&format!("  duty tell{number} {LABEL}"));
        }
    }

    /// A sentence with values in it.
    fn because(&mut self, scope: &Scope) {
        let mut names: Vec<String> =
            self.declared.values.iter().filter(|it| it.of.is_none()).map(|it| it.name.clone()).collect();
        let facts = scope.facts(&self.declared.vocabulary);
        let shown = |it: &Fact| it.optional.is_empty() && !matches!(it.ty, Type::Record(_) | Type::List { .. });
        names.extend(facts.into_iter().filter(shown).map(|it| it.text));
        let mut value = || match self.random.pick(&names) {
            Some(name) if self.random.chance(60) => format!(" {{{name}}}"),
            _ => String::new(),
        };
        let (id, en) = (value(), value());
        self.line(&format!("  because \"Karena itu{id}\" en \"Because of that{en}\""));
    }
}
