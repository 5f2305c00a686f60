//! What decided, in few lines.

use super::ready;
use crate::engine::Ready;
use crate::engine::explain::deciders::Told;
use crate::engine::value::Truth;
use crate::engine::wire::Completeness;
use std::sync::LazyLock;

const RULES: &str = r#"rulebook people edition "1"
  title "Orang" en "People"
  in force from 2024-01-01 by asked_on
  basis LAW (verified)

record Person
  label "Orang" en "Person"
  name         : text      "Nama"            en "Name"
  served       : 0..600    "Bulan kerja"     en "Months of service"
  investigated : yes or no "Sedang disidik"  en "Investigated"
  sentenced    : yes or no "Dipidana"        en "Sentenced"
  healthy      : yes or no "Sehat"           en "Healthy"

input
  asked_on : date                "Tanggal" en "Date"
  people   : list of 0..9 Person "Orang"   en "People"

criterion long_enough of p : Person
  label "Cukup lama" en "Long enough"
  basis LAW article 1 (verified)
  holds when p.served at least 24

criterion in_trouble of p : Person
  label "Bermasalah" en "In trouble"
  basis LAW article 1 (verified)
  holds when p.investigated or p.sentenced

criterion newcomer of p : Person
  label "Orang baru" en "A newcomer"
  basis LAW article 1 (verified)
  holds when p.served less than 6

criterion troubled_newcomer of p : Person
  label "Orang baru yang bermasalah" en "A newcomer in trouble"
  basis LAW article 1 (verified)
  holds when newcomer of p and in_trouble of p

decision fit for every p in people
  label "Kelayakan" en "Fitness"
  outcome good "Layak" en "Fit"
  outcome bad "Tidak layak" en "Not fit"
  otherwise bad
    basis LAW article 1 (verified)
    because "Ada syarat yang kurang" en "A condition is lacking"

rule F-1
  decides fit is good
  when long_enough of p and not in_trouble of p and p.healthy
  basis LAW article 1 (verified)
  because "Semua syarat terpenuhi" en "All conditions are met"

decision trusted for every p in people
  label "Kepercayaan" en "Trust"
  outcome good "Dipercaya" en "Trusted"
  outcome bad "Tidak dipercaya" en "Not trusted"
  otherwise bad
    basis LAW article 1 (verified)
    because "Orang baru yang bermasalah" en "A newcomer in trouble"

rule T-1
  decides trusted is good
  when p.healthy and not troubled_newcomer of p
  basis LAW article 1 (verified)
  because "Bukan orang baru yang bermasalah" en "No newcomer in trouble"

decision barred for every p in people
  label "Penolakan" en "Refusal"
  outcome refused "Ditolak" en "Refused"
  outcome taken "Diterima" en "Taken"
  otherwise taken
    basis LAW article 1 (verified)
    because "Cukup lama" en "Long enough"

rule B-1
  decides barred is refused
  when not long_enough of p
  basis LAW article 1 (verified)
  because "Belum cukup lama" en "Not long enough yet"
"#;

static READY: LazyLock<Ready> = LazyLock::new(|| ready(RULES));

/// What decided on one person.
fn told(decision: usize, person: &str) -> Told {
    let json = format!(r#"{{"asked_on":"2024-05-01","people":[{person}]}}"#);
    let case = READY.accept(json.as_bytes(), Completeness::PreCheck).unwrap();
    READY.told(&case, decision).remove(0)
}

fn person(months: &str, investigated: &str, healthy: &str) -> String {
    format!(r#"{{"name":"A","served":{months},"investigated":{investigated},"sentenced":false,"healthy":{healthy}}}"#)
}

const UNKNOWN: &str = r#"{"unknown":"x"}"#;

/// The label and result of each, and what is demanded of what was measured.
fn lines(told: &Told) -> Vec<(&str, Truth, String)> {
    let demanded = |it: &crate::engine::explain::measures::Measure| {
        let threshold = it.threshold.as_ref().map(|it| format!(" {}", it.said().en)).unwrap_or_default();
        format!("{}: {} ({}{threshold})", it.subject.en, it.value.said().en, it.demanded.en)
    };
    let measured =
        |all: &[crate::engine::explain::measures::Measure]| all.iter().map(demanded).collect::<Vec<_>>().join("; ");
    told.deciders.iter().map(|it| (it.label.en.as_str(), it.result, measured(&it.measures))).collect()
}

#[test]
fn all_that_is_met_is_told_where_a_rule_decides() {
    let told = told(0, &person("30", "false", "true"));
    let wanted = [
        ("Long enough", Truth::Yes, "Months of service: 30 (at least 24)".to_owned()),
        ("not: In trouble", Truth::Yes, "Investigated: no (no); Sentenced: no (no)".to_owned()),
    ];
    assert_eq!(lines(&told), wanted);
    assert!(told.tried.is_empty());
}

#[test]
fn what_failed_is_told_alone() {
    let told = told(0, &person("12", "false", "true"));
    assert_eq!(lines(&told), [("Long enough", Truth::No, "Months of service: 12 (at least 24)".to_owned())]);
    let tried = &told.tried[0];
    assert_eq!((tried.rule.as_str(), tried.met, tried.all, tried.same), ("F-1", 2, 3, false));
    assert_eq!(
        tried.lacking.iter().map(|it| (it.0.en.as_str(), it.1)).collect::<Vec<_>>(),
        [("Long enough", Truth::No)]
    );
}

#[test]
fn what_must_not_be_so_fails_if_it_is_so() {
    let told = told(0, &person("30", "true", "true"));
    let measured = "Investigated: yes (no); Sentenced: no (no)".to_owned();
    assert_eq!(lines(&told), [("not: In trouble", Truth::No, measured)]);
    let decider = &told.deciders[0];
    assert_eq!((decider.label.id.as_str(), decider.path.as_str()), ("tidak benar: Bermasalah", "/people/0"));
    assert!(decider.negated);
    assert_eq!(told.tried[0].lacking[0].0, decider.label);
}

#[test]
fn what_is_not_known_is_told_where_nothing_is_decided() {
    let told = told(0, &person("30", UNKNOWN, "true"));
    assert_eq!(lines(&told).iter().map(|it| (it.0, it.1)).collect::<Vec<_>>(), [("not: In trouble", Truth::Unknown)]);
    // What failed decides whatever is not known.
    let failed = self::told(0, &person("12", UNKNOWN, "true"));
    assert_eq!(lines(&failed)[0].0, "Long enough");
}

#[test]
fn a_comparison_is_told_by_itself_where_no_criterion_says_it() {
    let told = told(0, &person("30", "false", "false"));
    assert_eq!(lines(&told), [("Healthy", Truth::No, "Healthy: no (yes)".to_owned())]);
    assert_eq!(told.deciders[0].criterion, None);
}

#[test]
fn of_a_criterion_that_is_negated_those_inside_are_negated_as_well() {
    let results = |person: &str| -> Vec<(String, Truth)> {
        told(1, person).deciders.iter().map(|it| (it.label.en.clone(), it.result)).collect()
    };
    let pair = |label: &str, result| (label.to_owned(), result);
    assert_eq!(results(&person("30", "true", "true")), [pair("not: A newcomer", Truth::Yes)]);
    assert_eq!(
        results(&person("3", "true", "true")),
        [pair("not: A newcomer", Truth::No), pair("not: In trouble", Truth::No)]
    );
}

#[test]
fn a_rule_that_is_nothing_but_a_negation_is_told_by_what_is_not_met() {
    let long = |result, value: &str| ("Long enough", result, format!("Months of service: {value} (at least 24)"));
    let refused = told(2, &person("12", "false", "true"));
    assert_eq!(lines(&refused), [long(Truth::No, "12")]);
    assert!(!refused.deciders[0].negated);
    assert_eq!(lines(&told(2, &person("30", "false", "true"))), [long(Truth::Yes, "30")]);
}
