//! Many rules of one decision that have nothing to do with one another: each demands another kind of request.

use crate::measure::median;
use crate::rules;
use std::fmt::Write;
use std::hint::black_box;
use timbang::engine::Ready;
use timbang::engine::eval::Evaluator;
use timbang::engine::finding::{Finding, Status};
use timbang::engine::wire::Completeness;

/// Number of rules, nanoseconds for one ruling.
pub(crate) fn times() -> Vec<(usize, f64)> {
    [10, 100, 1_000].map(|count| (count, time(count))).to_vec()
}

fn time(count: usize) -> f64 {
    let ready = Ready::new(rules::from_text(&rulebook(count)));
    let json = |kind: usize| format!(r#"{{"asked_on":"2024-01-01","kind":{kind},"amount":{}}}"#, kind % 90 + 10);
    let texts: Vec<String> = (0..256).map(|it| json(it * 7 % count)).collect();
    let cases: Vec<_> =
        texts.iter().filter_map(|it| ready.accept(it.as_bytes(), Completeness::Complete).ok()).collect();
    assert_eq!(cases.len(), texts.len());
    let mut evaluator = Evaluator::new(&ready.program, &cases[0]);
    let mut finding = Finding::default();
    median(cases.len(), || {
        for case in &cases {
            evaluator.turn_to(black_box(case));
            evaluator.rule_into(0, None, &mut finding);
            assert!(matches!(finding.status, Status::Decided(0)));
        }
    })
}

fn rulebook(count: usize) -> String {
    let mut text = String::from(
        r#"rulebook bench edition "1"
  title "Uji" en "Bench"
  in force from 2020-01-01 by asked_on
  basis LAW (verified)

source LAW
  title "Hukum" en "Law"
  cited as "Hukum" en "Law"
  article 1 "Satu" en "One"

input
  asked_on : date "Tanggal" en "Date"
  kind : 0..100000 "Jenis" en "Kind"
  amount : 0..1000 "Jumlah" en "Amount"

decision choice
  label "Pilihan" en "Choice"
  outcome granted "Diberikan" en "Granted"
  outcome refused "Ditolak" en "Refused"
  otherwise refused
    basis LAW article 1 (verified)
    because "Tidak ada aturan" en "No rule"
"#,
    );
    for rule in 0..count {
        let _ = write!(
            text,
            r#"
rule R-{rule}
  decides choice is granted
  when kind = {rule} and amount >= 10
  basis LAW article 1 (verified)
  because "Jenis {rule}" en "Kind {rule}"
"#
        );
    }
    text
}
