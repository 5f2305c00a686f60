//! How fast rulings are, beside a hand-written function that decides the same, in one run: `cargo bench --bench engine`.
//!
//! Before anything is measured, both must decide the same and find the same failed criteria on thousands of random cases.

#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a measurement that cannot go on stops; times are shown rounded"
)]

mod cases;
mod hand_written;
mod independent;
mod measure;
mod rules;

use cases::Dice;
use hand_written::{Case, is_exempt};
use measure::{Table, median};
use std::hint::black_box;
use timbang::engine::Ready;
use timbang::engine::eval::Evaluator;
use timbang::engine::explain::EditionChoice;
use timbang::engine::finding::{Finding, Status};
use timbang::engine::value::Truth;
use timbang::engine::wire::{self, Completeness};

/// Positions in the plan of each measured case.
const POSITIONS: i64 = 10;
/// Cases on which both must agree, and cases that are measured.
const COMPARED: usize = 12_000;
const MEASURED: usize = 256;

fn main() {
    let ready = Ready::new(rules::exemption_2018());
    agree(&ready);
    let mut dice = Dice(2_018);
    let typed: Vec<Case> = (0..MEASURED).map(|_| cases::random(&mut dice, POSITIONS)).collect();
    let texts: Vec<String> = typed.iter().map(cases::json).collect();
    let bytes = texts.iter().map(String::len).sum::<usize>() / texts.len();
    println!("{MEASURED} random cases, {POSITIONS} positions each, {bytes} bytes of JSON on average\n");
    let mut table = Table::default();
    let by_hand = hand(&typed);
    table.row("hand-written: outcome and failed criteria", by_hand, None);
    let outcome = found(&ready, &texts, |it, finding| it.outcome_into(0, None, finding));
    table.row("timbang: outcome, all rules and criteria", outcome, Some(by_hand));
    let whole = found(&ready, &texts, |it, finding| it.rule_into(0, None, finding));
    table.row("timbang: the same with validity and all definitions", whole, Some(by_hand));
    table.row("timbang: JSON in, facts in cells", reading(&ready, &texts), None);
    table.row("timbang: identity of the case", identity(&ready, &texts), None);
    table.row("timbang: JSON in, outcome with criteria", from_json(&ready, &texts), None);
    table.row("timbang: JSON in, full ruling document out", documents(&ready, &texts), None);
    for (count, time) in independent::times() {
        table.row(&format!("timbang: {count} independent rules, one applies"), time, None);
    }
    table.row("timbang: read and check all rules", rules::check_time(), None);
    table.print();
}

/// The same outcome and the same failed criteria, or nothing is measured.
fn agree(ready: &Ready) {
    let mut dice = Dice(1);
    let mut exempt = 0;
    for number in 0..COMPARED {
        let case = cases::random(&mut dice, POSITIONS);
        let mut failed = Vec::new();
        let outcome = is_exempt(&case, &mut failed);
        let json = cases::json(&case);
        let accepted = ready.accept(json.as_bytes(), Completeness::Complete);
        let accepted = accepted.unwrap_or_else(|refusals| panic!("case {number}: {refusals:?}\n{json}"));
        let finding = Evaluator::new(&ready.program, &accepted).rule(0, None);
        assert_eq!(finding.status, Status::Decided(usize::from(!outcome)), "case {number}\n{json}");
        assert_eq!(failing(ready, &finding), failed, "case {number}\n{json}");
        exempt += usize::from(outcome);
    }
    println!("{COMPARED} random cases: the same outcome and the same failed criteria ({exempt} exempt)");
}

/// The criteria that are not met, by name. An unknown one is not met: nothing in these cases is left unknown by the agency.
fn failing<'r>(ready: &'r Ready, finding: &Finding) -> Vec<&'r str> {
    let criteria = &ready.rulebook().criteria;
    finding.criteria.iter().filter(|it| it.1 != Truth::Yes).map(|it| criteria[it.0].name.as_str()).collect()
}

fn hand(cases: &[Case]) -> f64 {
    let mut failed = Vec::new();
    median(cases.len(), || {
        for case in cases {
            failed.clear();
            black_box(is_exempt(black_box(case), &mut failed));
            black_box(&failed);
        }
    })
}

/// Rules all cases again and again in the same room.
fn found(ready: &Ready, texts: &[String], rule: impl Fn(&Evaluator, &mut Finding)) -> f64 {
    let cases: Vec<_> =
        texts.iter().filter_map(|it| ready.accept(it.as_bytes(), Completeness::Complete).ok()).collect();
    let mut evaluator = Evaluator::new(&ready.program, &cases[0]);
    let mut finding = Finding::default();
    median(cases.len(), || {
        for case in &cases {
            evaluator.turn_to(black_box(case));
            rule(&evaluator, &mut finding);
            black_box(&finding);
        }
    })
}

fn reading(ready: &Ready, texts: &[String]) -> f64 {
    median(texts.len(), || {
        for text in texts {
            let (rulebook, layout) = (ready.rulebook(), &ready.program.layout);
            let case = wire::read_case(rulebook, layout, black_box(text.as_bytes()), Completeness::Complete);
            black_box(&case).as_ref().unwrap_or_else(|refusals| panic!("{refusals:?}"));
        }
    })
}

fn identity(ready: &Ready, texts: &[String]) -> f64 {
    let cases: Vec<_> =
        texts.iter().filter_map(|it| ready.accept(it.as_bytes(), Completeness::Complete).ok()).collect();
    median(cases.len(), || {
        for case in &cases {
            black_box(wire::case_sha256(ready.rulebook(), &ready.program.layout, black_box(case)));
        }
    })
}

fn from_json(ready: &Ready, texts: &[String]) -> f64 {
    median(texts.len(), || {
        for text in texts {
            let case = ready.accept(black_box(text.as_bytes()), Completeness::Complete);
            let finding = case.map(|it| Evaluator::new(&ready.program, &it).rule(0, None));
            black_box(&finding).as_ref().unwrap_or_else(|refusals| panic!("{refusals:?}"));
        }
    })
}

fn documents(ready: &Ready, texts: &[String]) -> f64 {
    let choice = EditionChoice::new(ready.rulebook(), ready.rulebook().in_force.from, false);
    median(texts.len(), || {
        for text in texts {
            let case = ready.accept(black_box(text.as_bytes()), Completeness::Complete);
            let case = case.unwrap_or_else(|refusals| panic!("{refusals:?}"));
            for ruling in ready.rulings(&case, 0, &choice) {
                black_box(wire::ruling_json(&ruling));
            }
        }
    })
}
