//! One condition at a time.

use super::looking;
use super::rules::*;
use crate::engine::explain::measures::{self, Shown};
use crate::engine::explain::prose;
use crate::engine::sample::number;
use crate::engine::types::{Constant, Expr, ExprKind, Meaning, Type};
use crate::engine::value::terms::CompareOp::{Equal, GreaterOrEqual, Less, LessOrEqual, NotEqual};
use crate::engine::value::terms::Quantifier;

/// The reason of a condition that stands alone in a criterion.
fn told(condition: Expr, json: &str) -> (String, String) {
    told_by(vec![], condition, json)
}

fn told_by(others: Vec<crate::engine::types::Criterion>, condition: Expr, json: &str) -> (String, String) {
    let mut rules = rules();
    rules.criteria = others;
    rules.criteria.push(criterion("c", ("C", "C"), None, condition));
    looking(&rules, json, |view| {
        let Some(Meaning::Known(condition)) = view.rulebook.criteria.last().map(|it| &it.condition) else {
            panic!("the criterion was just added");
        };
        let reason = {
            let truth = view.truth(condition);
            prose::why(view, condition, truth)
        };
        (reason.id, reason.en)
    })
}

fn pair(id: &str, en: &str) -> (String, String) {
    (id.into(), en.into())
}

fn data_current() -> Expr {
    all(vec![given(&[1], Type::Date), compare(asked_on(), LessOrEqual, shift(updated_on(), months(12), false))])
}

#[test]
fn the_day_of_the_case_is_measured_and_not_the_day_asked() {
    let mut rules = rules();
    rules.criteria.push(criterion("c", ("C", "C"), None, data_current()));
    looking(&rules, r#"{"asked_on":"2022-06-22","updated_on":"2020-01-15"}"#, |view| {
        let Some(Meaning::Known(condition)) = view.rulebook.criteria.last().map(|it| &it.condition) else {
            panic!("the criterion was just added");
        };
        let found = measures::of_condition(view, condition, true);
        let [it] = found.as_slice() else { panic!("one measure: {found:?}") };
        let said = |it: &Shown| it.said().id;
        assert_eq!((it.subject.id.as_str(), said(&it.value).as_str()), ("Data talenta diperbarui", "15-01-2020"));
        assert_eq!(it.demanded.id, "tidak lebih dari 12 bulan sebelum");
        assert_eq!(it.threshold.as_ref().map(said).as_deref(), Some("22-06-2022"));
        assert_eq!(it.named.id, "Tanggal permohonan");
        let [(label, limit)] = it.source.as_slice() else { panic!("one source: {it:?}") };
        assert_eq!((label.id.as_str(), said(limit).as_str()), ("12 bulan sesudahnya", "15-01-2021"));
    });
}

#[test]
fn that_one_of_several_is_given_is_no_measure_if_more_is_asked() {
    let mut rules = rules();
    let either = any(vec![given(&[1], Type::Date), given(&[0], Type::Date)]);
    let condition = all(vec![either, compare(updated_on(), LessOrEqual, asked_on())]);
    rules.criteria.push(criterion("c", ("C", "C"), None, condition));
    looking(&rules, r#"{"asked_on":"2022-06-22","updated_on":"2020-01-15"}"#, |view| {
        let Some(Meaning::Known(condition)) = view.rulebook.criteria.last().map(|it| &it.condition) else {
            panic!("the criterion was just added");
        };
        let found = measures::of_condition(view, condition, true);
        let [it] = found.as_slice() else { panic!("one measure: {found:?}") };
        assert_eq!(it.demanded.id, "tidak sesudah");
    });
}

#[test]
fn a_date_is_held_against_a_period_before_another() {
    let told = |updated: &str| told(data_current(), &format!(r#"{{"asked_on":"2022-06-22","updated_on":{updated}}}"#));
    assert_eq!(
        told(r#""2020-01-15""#),
        pair(
            "Data talenta diperbarui 15-01-2020, lebih dari 12 bulan sebelum Tanggal permohonan 22-06-2022 \
             (batas 15-01-2021)",
            "Talent data updated on 15 January 2020, more than 12 months before Request submitted on 22 June 2022 \
             (limit 15 January 2021)"
        )
    );
    assert_eq!(
        told(r#""2022-01-15""#).1,
        "Talent data updated on 15 January 2022, not more than 12 months before Request submitted on 22 June 2022 \
         (limit 15 January 2023)"
    );
    assert_eq!(told(r#""2022-07-01""#).0, "Data talenta diperbarui 01-07-2022, sesudah Tanggal permohonan 22-06-2022");
    assert_eq!(told("null"), pair("Data talenta diperbarui tidak ada", "There is no Talent data updated on"));
    assert_eq!(
        told(r#"{"unknown":"menunggu BKD"}"#),
        pair(
            "Data talenta diperbarui belum diketahui: menunggu BKD",
            "Talent data updated on is not known: menunggu BKD"
        )
    );
}

#[test]
fn a_period_back_and_a_period_on_the_left_are_told_the_same_way() {
    let json = r#"{"asked_on":"2022-06-22","updated_on":"2020-01-15"}"#;
    let back = compare(updated_on(), GreaterOrEqual, shift(asked_on(), months(12), true));
    assert_eq!(
        told(back, json).0,
        "Data talenta diperbarui 15-01-2020, lebih dari 12 bulan sebelum Tanggal permohonan 22-06-2022 \
         (batas 22-06-2021)"
    );
    let left = compare(shift(updated_on(), months(12), false), Less, asked_on());
    assert_eq!(
        told(left, json).1,
        "Talent data updated on 15 January 2020, more than 12 months before Request submitted on 22 June 2022 \
         (limit 15 January 2021)"
    );
}

#[test]
fn a_number_stands_beside_its_threshold() {
    let score = number(1, 0, 4000);
    let at_least = || compare(total(), GreaterOrEqual, constant(score.clone(), 2500));
    let json = |total: &str| format!(r#"{{"asked_on":"2022-06-22","total":{total}}}"#);
    let told = |condition: Expr, total: &str| told(condition, &json(total));
    assert_eq!(
        told(at_least(), r#""340.5""#),
        pair("Nilai total 340,5, paling kurang 250,0", "Total score 340.5, at least 250.0")
    );
    assert_eq!(
        told(at_least(), r#""240.0""#),
        pair("Nilai total 240,0, kurang dari 250,0", "Total score 240.0, less than 250.0")
    );
    assert_eq!(told(not(at_least()), r#""240.0""#).1, "Total score 240.0, less than 250.0");
    let swapped = compare(constant(score.clone(), 2500), LessOrEqual, total());
    assert_eq!(told(swapped, r#""340.5""#).1, "Total score 340.5, at least 250.0");
    let one_of = ExprKind::OneOf { value: Box::new(total()), options: [10, 20, 30].map(Constant::Integer).into() };
    assert_eq!(
        told(expr(Type::Truth, one_of), r#""5.0""#),
        pair("Nilai total 5,0, bukan 1,0, 2,0, atau 3,0", "Total score 5.0, not 1.0, 2.0 or 3.0")
    );
}

#[test]
fn a_conjunction_says_all_that_failed_or_all_that_held_and_a_disjunction_one_branch() {
    let json = r#"{"asked_on":"2022-06-22","updated_on":"2022-06-23","total":"240.0","plan":null}"#;
    let score = number(1, 0, 4000);
    let high = || compare(total(), GreaterOrEqual, constant(score.clone(), 2500));
    let early = || compare(updated_on(), LessOrEqual, asked_on());
    let plan = || given(&[3], Type::Record(PLAN));
    assert_eq!(
        told(all(vec![high(), plan(), not(early())]), json).1,
        "Total score 240.0, less than 250.0; there is no Succession plan"
    );
    assert_eq!(
        told(any(vec![high(), early()]), json).0,
        "Nilai total 240,0, kurang dari 250,0; data talenta diperbarui".replace("data talenta", "Data talenta")
            + " 23-06-2022, sesudah Tanggal permohonan 22-06-2022"
    );
    assert_eq!(told(any(vec![high(), not(plan()), not(early())]), json).0, "Rencana suksesi tidak ada");
    assert_eq!(
        told(all(vec![not(high()), not(plan())]), json).1,
        "Total score 240.0, less than 250.0; there is no Succession plan"
    );
}

fn with_successors(boxes: &str) -> String {
    let each: Vec<String> = boxes
        .split_whitespace()
        .enumerate()
        .map(|(index, number)| {
            let name = ["Ani", "Budi", "Cici"][index % 3];
            let number = if number == "?" { r#"{"unknown":"belum dipetakan"}"# } else { number };
            format!(r#"{{"name":"{name}","box":{number},"rating":"good"}}"#)
        })
        .collect();
    format!(r#"{{"asked_on":"2022-06-22","plan":{{"set_on":"2022-01-01","successors":[{}]}}}}"#, each.join(","))
}

#[test]
fn elements_are_counted_and_named() {
    let high_box = || compare(fact(Some(0), &[1], number(0, 1, 9)), GreaterOrEqual, constant(number(0, 1, 9), 7));
    let in_box = || criterion("in_box", ("Di kotak tinggi", "In a high box"), Some(SUCCESSOR), high_box());
    let told = |quantifier, boxes: &str| {
        told_by(vec![in_box()], successors(quantifier, None, of_successor(0)), &with_successors(boxes))
    };
    assert_eq!(
        told(Quantifier::Some, "1 2 3"),
        pair(
            "Tidak ada Suksesor yang memenuhi “Di kotak tinggi”: 0 dari 3",
            "No Successors meet “In a high box”: 0 of 3"
        )
    );
    assert_eq!(told(Quantifier::Some, "1 7 3").0, "1 dari 3 Suksesor memenuhi “Di kotak tinggi”: Suksesor 2 (Budi)");
    assert_eq!(
        told(Quantifier::Every, "1 7 3").1,
        "2 of 3 Successors do not meet “In a high box”: Successors 1 (Ani) and Successors 3 (Cici)"
    );
    assert_eq!(told(Quantifier::Every, "7 8 9").0, "Semua 3 Suksesor memenuhi “Di kotak tinggi”");
    assert_eq!(told(Quantifier::Some, "").0, "Daftar Suksesor kosong");
    assert_eq!(told(Quantifier::Some, "1 ? 3").0, "1 dari 3 Suksesor belum diketahui");
}

#[test]
fn a_filter_that_leaves_one_element_tells_of_that_one_and_one_that_leaves_none_says_so() {
    let named = |name: &str| {
        let text = expr(Type::Text, ExprKind::Constant(Constant::Text(name.into())));
        compare(fact(Some(0), &[0], Type::Text), Equal, text)
    };
    let high_box = || compare(fact(Some(0), &[1], number(0, 1, 9)), GreaterOrEqual, constant(number(0, 1, 9), 7));
    let of = |name| successors(Quantifier::Some, Some(named(name)), high_box());
    assert_eq!(
        told(of("Budi"), &with_successors("1 2 9")),
        pair("Suksesor 2 (Budi): Kotak 2, kurang dari 7", "Successors 2 (Budi): Box 2, less than 7")
    );
    assert_eq!(
        told(of("Dodo"), &with_successors("1 2 9")),
        pair("Tidak ada Suksesor dengan Nama Dodo: 0 dari 3", "There are no Successors with Name Dodo: 0 of 3")
    );
}

#[test]
fn what_is_sought_in_a_list_is_told_beside_what_is_there() {
    let mut rules = rules();
    let level = number(0, 0, 9);
    rules.records[0]
        .fields
        .push(crate::engine::sample::field("levels", crate::engine::sample::list(level.clone(), 0, 5)));
    let element = ExprKind::Read(read(Some(0), &[], level.clone()));
    let quantified = ExprKind::Quantified {
        quantifier: Quantifier::Some,
        local: 0,
        variable: "l".into(),
        list: read(None, &[4], crate::engine::sample::list(level.clone(), 0, 5)),
        filter: None,
        body: Box::new(compare(expr(level.clone(), element), Equal, constant(level, 3))),
    };
    rules.criteria.push(criterion("c", ("C", "C"), None, expr(Type::Truth, quantified)));
    let told = |json: &str| {
        looking(&rules, json, |view| {
            let Meaning::Known(condition) = &view.rulebook.criteria[0].condition else { panic!("it is known") };
            {
                let truth = view.truth(condition);
                prose::why(view, condition, truth)
            }
            .en
        })
    };
    assert_eq!(told(r#"{"levels":[1,2]}"#), "3 is not among levels (1 and 2)");
    assert_eq!(told(r#"{"levels":[1,2,3,4]}"#), "3 is among levels");
    assert_eq!(told(r#"{"levels":[1,{"unknown":"later"}]}"#), "1 of 2 levels is not known");
}

#[test]
fn enumerated_values_are_told_by_their_labels() {
    let rating = |op| {
        let right = constant(Type::Enum(RATING), 1);
        successors(Quantifier::Some, None, compare(fact(Some(0), &[2], Type::Enum(RATING)), op, right))
    };
    let mut found = Vec::new();
    let mut rules = rules();
    rules.criteria.push(criterion("c", ("C", "C"), None, rating(NotEqual)));
    looking(&rules, &with_successors("1"), |view| {
        let Meaning::Known(condition) = &view.rulebook.criteria[0].condition else { panic!("it is known") };
        let mut parts = Vec::new();
        crate::engine::explain::parts::parts(view, condition, &mut parts);
        found = parts.iter().map(|it| (it.path.clone(), it.reason.id.clone())).collect();
    });
    assert_eq!(found, [("/plan/successors/0".to_owned(), "Kinerja Baik".to_owned())]);
}
