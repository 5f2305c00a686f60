//! Defaults and exceptions: the outcome of a decision from the truth of its rules' conditions, without trying all the
//! ways in which unknown rules may turn out.
//!
//! Let `Y` be the rules that certainly apply, `U` the unknown ones. A winner is a rule that applies and that no applicable
//! rule overrides; as `overrides` has no cycle, somebody wins as soon as some rule applies.
//!
//! **One outcome.** Any `u` that no `Y` overrides wins when it alone of `U` applies. Conversely, whoever wins under
//! some assignment is either such a `u` or wins among `Y` alone. So the decision is decided exactly if the winners among
//! `Y` (or `otherwise` if `Y` is empty) and all such `u` have one outcome.
//!
//! **Only conflicts.** An assignment in which only outcome `o` wins exists exactly if one is found by starting with all of
//! `Y` and `U` and, as long as there is one, switching off an unknown winner with another outcome: it is beaten by nothing
//! that is left, so it can apply in no such assignment within what is left. Knows nothing of: conditions, cases.

use crate::engine::finding::Status;
use crate::engine::program::DecisionPlan;
use crate::engine::value::Truth;

/// Room for the search for a way without conflict.
#[derive(Debug, Default)]
pub(crate) struct Search {
    on: Vec<bool>,
    /// How many rules that are on override each one.
    above: Vec<u32>,
    open: Vec<u32>,
}

/// How the decision ends. `active` are the rules that may apply, in order; those that win are added to `winners`.
pub(crate) fn decide(
    plan: &DecisionPlan,
    truths: &[Truth],
    active: &[u32],
    search: &mut Search,
    winners: &mut Vec<u32>,
) -> Status {
    let certain = |rule: u32| truth(truths, rule) == Truth::Yes;
    let beaten = |rule: u32| plan.beaten_by.row(rule).iter().any(|it| certain(*it));
    let mut any_certain = false;
    let mut any_unknown = false;
    // The outcome that all who can win share, as long as they do.
    let mut shared: Option<u32> = None;
    let mut differ = false;
    for rule in active {
        let is_certain = certain(*rule);
        any_certain |= is_certain;
        any_unknown |= !is_certain;
        if beaten(*rule) {
            continue;
        }
        let outcome = outcome(plan, *rule);
        differ |= *shared.get_or_insert(outcome) != outcome;
        if is_certain {
            winners.push(*rule);
        }
    }
    let shared = shared.unwrap_or(plan.otherwise);
    differ |= !any_certain && shared != plan.otherwise;
    if !differ {
        return Status::Decided(shared as usize);
    }
    if any_certain && (!any_unknown || only_conflicts(plan, truths, active, search)) {
        return Status::Conflict;
    }
    winners.clear();
    Status::Undetermined
}

/// Whether no outcome can win alone. Some rule certainly applies.
fn only_conflicts(plan: &DecisionPlan, truths: &[Truth], active: &[u32], search: &mut Search) -> bool {
    let mut outcomes: Vec<u32> = active.iter().map(|it| outcome(plan, *it)).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    !outcomes.into_iter().any(|it| can_win_alone(plan, truths, active, it, search))
}

fn can_win_alone(plan: &DecisionPlan, truths: &[Truth], active: &[u32], wanted: u32, search: &mut Search) -> bool {
    search.start(plan, truths, active);
    while let Some(rule) = search.open.pop() {
        if outcome(plan, rule) == wanted {
            continue;
        }
        if truth(truths, rule) == Truth::Yes {
            return false;
        }
        search.switch_off(plan, rule);
    }
    true
}

impl Search {
    /// All rules that may apply are on; those that nothing overrides are open.
    fn start(&mut self, plan: &DecisionPlan, truths: &[Truth], active: &[u32]) {
        self.on.clear();
        self.on.extend(truths.iter().map(|it| *it != Truth::No));
        self.above.clear();
        self.above.resize(truths.len(), 0);
        for rule in active {
            for beaten in plan.beats.row(*rule) {
                if let Some(above) = self.above.get_mut(*beaten as usize) {
                    *above = above.saturating_add(1);
                }
            }
        }
        self.open.clear();
        self.open.extend(active.iter().filter(|it| self.above.get(**it as usize) == Some(&0)));
    }

    fn switch_off(&mut self, plan: &DecisionPlan, rule: u32) {
        for beaten in plan.beats.row(rule) {
            let Some(above) = self.above.get_mut(*beaten as usize) else { continue };
            *above = above.saturating_sub(1);
            if *above == 0 && self.on.get(*beaten as usize) == Some(&true) {
                self.open.push(*beaten);
            }
        }
    }
}

fn truth(truths: &[Truth], rule: u32) -> Truth {
    truths.get(rule as usize).copied().unwrap_or(Truth::No)
}

fn outcome(plan: &DecisionPlan, rule: u32) -> u32 {
    plan.outcomes.get(rule as usize).copied().unwrap_or(plan.otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::program::Relation;
    use proptest::prelude::*;

    fn plan(outcomes: &[u32], beats: &[Vec<u32>]) -> DecisionPlan {
        let rules = 0..u32::try_from(outcomes.len()).unwrap();
        let beaten_by = |rule: u32| rules.clone().filter(|it| beats[*it as usize].contains(&rule)).collect();
        let beaten_by: Vec<Vec<u32>> = rules.clone().map(beaten_by).collect();
        DecisionPlan {
            outcomes: outcomes.to_vec(),
            beats: Relation::new(beats.iter().map(Vec::as_slice)),
            beaten_by: Relation::new(beaten_by.iter().map(Vec::as_slice)),
            ..DecisionPlan::default()
        }
    }

    fn run(plan: &DecisionPlan, truths: &[Truth]) -> (Status, Vec<u32>) {
        let active: Vec<u32> = (0..).zip(truths).filter(|it| *it.1 != Truth::No).map(|it| it.0).collect();
        let mut winners = Vec::new();
        let status = decide(plan, truths, &active, &mut Search::default(), &mut winners);
        (status, winners)
    }

    /// Winners of one assignment, by definition.
    fn winners(plan: &DecisionPlan, on: &[bool]) -> Vec<u32> {
        let applies = |rule: &u32| on[*rule as usize];
        let rules = 0..u32::try_from(on.len()).unwrap();
        rules.filter(applies).filter(|it| !plan.beaten_by.row(*it).iter().any(applies)).collect()
    }

    /// The definition: every assignment is tried.
    fn literal(plan: &DecisionPlan, truths: &[Truth]) -> (Status, Vec<u32>) {
        let unknown: Vec<usize> = (0..truths.len()).filter(|it| truths[*it] == Truth::Unknown).collect();
        let certain: Vec<bool> = truths.iter().map(|it| *it == Truth::Yes).collect();
        let mut seen = Vec::new();
        for assignment in 0..1_u32 << unknown.len() {
            let mut on = certain.clone();
            for (bit, rule) in unknown.iter().enumerate() {
                on[*rule] = assignment >> bit & 1 == 1;
            }
            let mut outcomes: Vec<u32> = winners(plan, &on).iter().map(|it| plan.outcomes[*it as usize]).collect();
            outcomes.sort_unstable();
            outcomes.dedup();
            seen.push(match outcomes[..] {
                [] => Some(plan.otherwise),
                [one] => Some(one),
                _ => None,
            });
        }
        seen.sort_unstable();
        seen.dedup();
        match seen[..] {
            [Some(one)] => (Status::Decided(one as usize), winners(plan, &certain)),
            [None] => (Status::Conflict, winners(plan, &certain)),
            _ => (Status::Undetermined, vec![]),
        }
    }

    #[test]
    fn an_overridden_rule_still_overrides_others() {
        // 2 beats 1, 1 beats 0: all apply, only 2 wins although nothing that wins beats 0.
        let plan = plan(&[0, 1, 1], &[vec![], vec![0], vec![1]]);
        assert_eq!(run(&plan, &[Truth::Yes; 3]), (Status::Decided(1), vec![2]));
    }

    #[test]
    fn ten_thousand_unknown_rules_in_a_chain_are_decided_at_once() {
        let count: u32 = 10_000;
        let beats: Vec<Vec<u32>> = (0..count).map(|it| if it == 0 { vec![] } else { vec![it - 1] }).collect();
        let outcomes: Vec<u32> = (0..count).map(|it| it % 3 + 1).collect();
        let mut truths = vec![Truth::Unknown; count as usize];
        let beaten_by: Vec<Vec<u32>> =
            (0..count).map(|it| if it + 1 < count { vec![it + 1] } else { vec![] }).collect();
        let plan = DecisionPlan {
            outcomes,
            beats: Relation::new(beats.iter().map(Vec::as_slice)),
            beaten_by: Relation::new(beaten_by.iter().map(Vec::as_slice)),
            ..DecisionPlan::default()
        };
        truths[0] = Truth::Yes;
        assert_eq!(run(&plan, &truths).0, Status::Undetermined);
        truths[count as usize - 1] = Truth::Yes;
        assert_eq!(run(&plan, &truths).0, Status::Undetermined);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12_000))]
        #[test]
        fn the_short_way_agrees_with_the_definition(
            rules in prop::collection::vec((0_u32..3, 0_u8..3, any::<u8>()), 0..8)
        ) {
            let outcomes: Vec<u32> = rules.iter().map(|it| it.0).collect();
            let truths: Vec<Truth> = rules.iter().map(|it| [Truth::No, Truth::Unknown, Truth::Yes][it.1 as usize]).collect();
            // A rule overrides only earlier ones: no cycle.
            let beats: Vec<Vec<u32>> = (0..).zip(&rules).map(|(rule, it)| (0..rule).filter(|bit| it.2 >> bit & 1 == 1).collect()).collect();
            let plan = plan(&outcomes, &beats);
            prop_assert_eq!(run(&plan, &truths), literal(&plan, &truths));
        }
    }
}
