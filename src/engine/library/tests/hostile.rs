//! Texts that are large, deep or broken: an answer in reasonable time, never a crash.

use super::*;

#[test]
fn a_chain_of_thousands_of_definitions_is_typed_in_order() {
    let mut text = FRAME.to_owned();
    for number in 0..3_000 {
        let next = number + 1;
        text.push_str(&format!("define d{number} : number\n  label \"D\" en \"D\"\n  as d{next} + 1\n"));
    }
    text.push_str(&define("d3000 : number", "1"));
    text.push_str(&rule("A-1", "d0 > 5"));
    let (checked, sources) = check_texts(&[&text]);
    let edition = checked.editions.first().unwrap_or_else(|| panic!("{}", shown(&checked, &sources)));
    assert_eq!(edition.rulebook.order.len(), 3_001);
}

#[test]
fn long_sums_and_conjunctions_are_typed() {
    let sum = vec!["1"; 60].join(" + ");
    assert_eq!(found(&define("d : number", &sum)), [""; 0]);
    let all = vec!["wanted"; 900].join(" and ");
    assert_eq!(found(&criterion(&all)), [""; 0]);
}

#[test]
fn thousands_of_unknown_names_do_not_take_minutes() {
    let mut text = FRAME.to_owned();
    for number in 0..2_000 {
        text.push_str(&format!(
            "define declared_name_{number} : number\n  label \"D\" en \"D\"\n  as unknown_name_{number}\n"
        ));
    }
    let (checked, _) = check_texts(&[&text]);
    assert_eq!(checked.report.diagnostics.len(), 2_000);
}

/// Every beginning of the frame with rules, and every copy with one piece cut out, is answered.
#[test]
fn pieces_of_rules_never_panic() {
    let whole = format!(
        "{FRAME}{}{}{}",
        define("d : 0..9", "(if wanted then 3 otherwise 4) + 1"),
        criterion("d > 3 and (some x in wanted has x)"),
        rule("A-1", "c or aid is granted")
    );
    for start in (0..whole.len()).step_by(17) {
        for length in [3, 29, 400] {
            let mut cut = whole.get(..start).unwrap_or("").to_owned();
            cut.push_str(whole.get(start + length..).unwrap_or(""));
            let (checked, _) = check_texts(&[&cut]);
            let spans = checked.report.diagnostics.iter().map(|it| it.primary.span);
            assert!(spans.into_iter().all(|it| usize::try_from(it.end).unwrap() <= cut.len()), "{cut}");
        }
    }
}
