//! Edges of deciding: the enumeration is the definition, and the argument for many unknown rules agrees with it.

use crate::engine::finding::Status;
use crate::engine::reference::deciding::{Choice, by_reasoning, by_trying, decide};
use crate::engine::value::Truth;
use proptest::prelude::*;

fn rule(applies: Truth, outcome: usize, overrides: &[usize]) -> Choice {
    Choice { applies, outcome, overrides: overrides.to_vec() }
}

#[test]
fn kleene_logic_is_the_least_and_the_greatest() {
    use Truth::{No, Unknown, Yes};
    let table = [
        (Yes, Yes, Yes, Yes),
        (Yes, Unknown, Unknown, Yes),
        (Yes, No, No, Yes),
        (Unknown, Yes, Unknown, Yes),
        (Unknown, Unknown, Unknown, Unknown),
        (Unknown, No, No, Unknown),
        (No, Yes, No, Yes),
        (No, Unknown, No, Unknown),
        (No, No, No, No),
    ];
    for (left, right, and, or) in table {
        assert_eq!(left.and(right), and, "{left:?} and {right:?}");
        assert_eq!(left.or(right), or, "{left:?} or {right:?}");
        assert_eq!(left.and(right).negated(), left.negated().or(right.negated()));
    }
    assert_eq!([No, Unknown, Yes].map(Truth::negated), [Yes, Unknown, No]);
}

#[test]
fn an_overridden_rule_still_overrides_others() {
    use Truth::Yes;
    let choices = [rule(Yes, 1, &[]), rule(Yes, 0, &[0]), rule(Yes, 2, &[1])];
    assert_eq!(decide(&choices, 0), (Status::Decided(2), vec![2]));
}

#[test]
fn an_unknown_exception_leaves_the_decision_open_unless_it_changes_nothing() {
    use Truth::{Unknown, Yes};
    assert_eq!(decide(&[rule(Yes, 1, &[]), rule(Unknown, 0, &[0])], 0), (Status::Undetermined, vec![]));
    assert_eq!(decide(&[rule(Yes, 1, &[]), rule(Unknown, 1, &[0])], 0), (Status::Decided(1), vec![0]));
    assert_eq!(decide(&[rule(Unknown, 0, &[])], 0), (Status::Decided(0), vec![]));
}

#[test]
fn a_conflict_must_be_certain() {
    use Truth::{No, Unknown, Yes};
    assert_eq!(decide(&[rule(Yes, 1, &[]), rule(Yes, 0, &[])], 0), (Status::Conflict, vec![0, 1]));
    assert_eq!(decide(&[rule(Yes, 1, &[]), rule(Unknown, 0, &[])], 0), (Status::Undetermined, vec![]));
    let excepted = [rule(Yes, 1, &[]), rule(Yes, 0, &[]), rule(Unknown, 1, &[1])];
    assert_eq!(decide(&excepted, 0), (Status::Undetermined, vec![]));
    let helpless = [rule(Yes, 1, &[]), rule(Yes, 0, &[]), rule(No, 1, &[1]), rule(Unknown, 0, &[])];
    assert_eq!(decide(&helpless, 0), (Status::Conflict, vec![0, 1]));
}

/// Rules with overrides that point only forwards or only backwards, so that there is no cycle.
fn rules() -> impl Strategy<Value = Vec<Choice>> {
    let truth = prop_oneof![Just(Truth::No), Just(Truth::Yes), Just(Truth::Unknown), Just(Truth::Unknown)];
    let one = (truth, 0..3_usize, any::<[bool; 8]>(), any::<[bool; 8]>());
    (proptest::collection::vec(one, 0..8), any::<bool>()).prop_map(|(rules, forwards)| {
        let mut choices = Vec::new();
        for (index, (applies, outcome, a, b)) in rules.iter().enumerate() {
            let others = if forwards { index + 1..rules.len() } else { 0..index };
            let overrides = others.filter(|it| a[*it] && b[*it]).collect();
            choices.push(Choice { applies: *applies, outcome: *outcome, overrides });
        }
        choices
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reasoning_and_trying_agree(choices in rules(), otherwise in 0..3_usize) {
        prop_assert_eq!(by_reasoning(&choices, otherwise), by_trying(&choices, otherwise));
    }
}
