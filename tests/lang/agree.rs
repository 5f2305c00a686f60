//! The fast evaluator and the literal one agree, on random rulebooks and on every shipped case with one field changed.

use crate::generate::agreement::{self, Verdict};
use crate::shipped;
use std::thread;

/// Together more than 20,000 pairs, also without those that a requirement refuses.
const RULEBOOKS: u64 = 180;
const CASES: usize = 125;
const WORKERS: u64 = 4;

#[test]
fn on_random_rulebooks_and_cases() {
    let work = |worker: u64| {
        let seeds = (0..RULEBOOKS).filter(move |it| it % WORKERS == worker);
        seeds.flat_map(|seed| agreement::run(seed, CASES).unwrap_or_else(|why| panic!("{why}"))).collect::<Vec<_>>()
    };
    let verdicts: Vec<Verdict> = thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|worker| scope.spawn(move || work(worker))).collect();
        workers.into_iter().flat_map(|it| it.join().expect("what differs is shown above")).collect()
    });
    let agreed = verdicts.iter().filter(|it| **it == Verdict::Agreed).count();
    assert!(agreed >= 20_000, "{agreed} of {} pairs agreed, the others were refused", verdicts.len());
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
