//! Random typed rules on random cases: every ruling can be told, the same by both evaluators, and fulfils the schema.

use super::case;
use crate::engine::case::{Case, Layout};
use crate::engine::eval::tests::{Dice, json_case, random_rulebook};
use crate::engine::explain::ruling::RulingStatus;
use crate::engine::explain::view::View;
use crate::engine::explain::{EditionChoice, ruling};
use crate::engine::reference::{self, Asked};
use crate::engine::wire::{ruling_json, ruling_schema};
use crate::engine::{Ready, finding::Status};
use std::sync::Arc;

#[test]
fn every_ruling_is_told_the_same_by_both_evaluators() {
    let schema = jsonschema::validator_for(&ruling_schema()).unwrap();
    let mut undetermined = 0;
    for seed in 0..60 {
        let ready = Ready::new(Arc::new(random_rulebook(seed)));
        let mut dice = Dice(seed ^ 0x5EED);
        for _ in 0..6 {
            let json = json_case(&mut dice, ready.rulebook());
            let case = case(ready.rulebook(), &ready.program.layout, &json);
            for decision in 0..ready.rulebook().decisions.len() {
                undetermined +=
                    told(&ready, &schema, &case, decision, &format!("seed {seed} decision {decision}\n{json}"));
            }
        }
    }
    assert!(undetermined > 100, "{undetermined}");
}

/// How many of the rulings say what is missing.
fn told(ready: &Ready, schema: &jsonschema::Validator, case: &Case, decision: usize, context: &str) -> usize {
    let rules = ready.rulebook();
    let layout = Layout::new(rules);
    let choice = EditionChoice::new(rules, 19_000, false);
    let mut count = 0;
    for (index, fast) in ready.rulings(case, decision, &choice).into_iter().enumerate() {
        let value: serde_json::Value = serde_json::from_str(&ruling_json(&fast)).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|it| format!("{} {it}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:?} {context}");
        if rules.decisions[decision].for_every.is_some() && fast.element.is_none() {
            let asked = (fast.status, fast.missing.len(), fast.criteria.len());
            assert_eq!(asked, (RulingStatus::Undetermined, 1, 0), "only the unknown list is asked for: {context}");
            continue;
        }
        let element = fast.element.as_ref().map(|_| u32::try_from(index).unwrap());
        let finding = reference::rule(rules, &layout, case, decision, element);
        let mut values = Asked::new(rules, &layout, case);
        let mut view = View::new(rules, &layout, &ready.captions, case, &mut values);
        let literal = ruling(&mut view, &finding, (decision, element), &choice, fast.case_sha256.clone());
        assert_eq!(literal.as_ref(), Some(&fast), "{context}");
        assert_eq!(fast.status == RulingStatus::Undetermined, finding.status == Status::Undetermined);
        assert_eq!(fast.status == RulingStatus::Undetermined, !fast.missing.is_empty(), "{:?} {context}", fast.missing);
        count += usize::from(!fast.missing.is_empty());
    }
    count
}
