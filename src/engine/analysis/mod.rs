//! What can be seen of typed rules without a case: tables with holes, rules that contradict each other.
//!
//! Each check is a sentence; [`check`] is the list of them. Proofs over several facts at once are not made here: what is
//! reported is certain, what is not reported is not proven absent.
//! Knows nothing of: spelling, cases, how rules are evaluated.

mod atoms;
mod conflicts;
mod domain;
mod tables;

use super::diag::Report;
use super::types::{Body, Meaning, Rulebook};

/// Adds to the report what is wrong with the tables and rules of a rulebook that is otherwise well typed.
pub fn check(rulebook: &Rulebook, report: &mut Report) {
    for definition in &rulebook.definitions {
        if let Meaning::Known(Body::Table(table)) = &definition.body {
            tables::some_values_have_no_row(rulebook, definition, table, report);
            tables::two_rows_differ_for_one_value(rulebook, definition, table, report);
        }
    }
    for decision in &rulebook.decisions {
        conflicts::a_rule_never_applies(rulebook, decision, report);
        conflicts::two_rules_decide_differently(rulebook, decision, report);
    }
}
