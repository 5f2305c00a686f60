//! The fast evaluator and the literal one agree, on random rulebooks and on every shipped case with one field changed.

use crate::generate::agreement::{self, Verdict};
use crate::shipped;

/// With cases this many pairs.
const RULEBOOKS: u64 = 500;
const CASES: usize = 44;

#[test]
fn on_random_rulebooks_and_cases() {
    let mut refused = 0;
    let mut agreed = 0;
    for seed in 0..RULEBOOKS {
        for verdict in agreement::run(seed, CASES).unwrap_or_else(|why| panic!("{why}")) {
            match verdict {
                Verdict::Agreed => agreed += 1,
                Verdict::Refused => refused += 1,
            }
        }
    }
    assert!(agreed >= 20_000, "{agreed} pairs agreed, {refused} were refused");
}

/// Each field dropped, `null`, and unknown in turn, under every edition.
#[test]
fn on_every_shipped_case_with_every_field_changed() {
    let programs = shipped::programs();
    let cases = shipped::cases();
    assert!(!programs.is_empty() && !cases.is_empty());
    let mut agreed = 0;
    for (path, json) in &cases {
        for changed in shipped::changed(json) {
            for program in &programs {
                if shipped::agrees(program, &changed).unwrap_or_else(|why| panic!("{path}: {why}\n{changed}")) {
                    agreed += 1;
                }
            }
        }
    }
    assert!(agreed > cases.len() * programs.len(), "only {agreed} changed cases were accepted");
}
