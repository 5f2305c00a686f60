//! The fast evaluator against the literal one, on random typed rules and random cases.

mod cases;
mod declarations;
mod expressions;

use std::sync::Arc;

use super::{Evaluator, Program, Truth, requirements};
use crate::engine::case::Layout;
use crate::engine::finding::Finding;
use crate::engine::reference;
use crate::engine::wire::{Completeness, read_case};
pub(crate) use cases::{Dice, json_case};
pub(crate) use declarations::random_rulebook;

#[test]
fn both_evaluators_find_the_same_on_random_rules_and_cases() {
    let mut decided = 0;
    for seed in 0..250 {
        let rulebook = Arc::new(random_rulebook(seed));
        let layout = Layout::new(&rulebook);
        let program = Program::compile(Arc::clone(&rulebook));
        let mut dice = Dice(seed ^ 0xABCD);
        for _ in 0..8 {
            let json = json_case(&mut dice, &rulebook);
            let case = read_case(&rulebook, &layout, json.as_bytes(), Completeness::PreCheck).unwrap();
            let evaluator = Evaluator::new(&program, &case);
            let mut finding = Finding::default();
            for (index, decision) in rulebook.decisions.iter().enumerate() {
                let element = decision.for_every.as_ref().map(|_| u32::try_from(dice.roll(3)).unwrap());
                evaluator.rule_into(index, element, &mut finding);
                let literal = reference::rule(&rulebook, &layout, &case, index, element);
                assert_eq!(finding, literal, "seed {seed}, decision {index}, element {element:?}\n{json}");
                decided += usize::from(matches!(literal.status, crate::engine::finding::Status::Decided(_)));
            }
            let broken = requirements(&program, &case).iter().any(|it| it.code == "C0201");
            let literal = reference::requirements(&rulebook, &layout, &case).contains(&Truth::No);
            assert_eq!(broken, literal, "seed {seed}\n{json}");
        }
    }
    assert!(decided > 500, "{decided}");
}
