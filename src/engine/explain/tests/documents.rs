//! Whole rulings.

use super::rules::*;
use super::{case, looking};
use crate::engine::case::Layout;
use crate::engine::explain::ruling::{MissingKind, Ruling, RulingStatus};
use crate::engine::explain::{EditionChoice, ruling};
use crate::engine::sample::{judgement, number};
use crate::engine::types::{Establishedness, ExprKind, Meaning, Rulebook, Type};
use crate::engine::value::Truth;
use crate::engine::value::terms::CompareOp::GreaterOrEqual;
use crate::engine::value::terms::Quantifier;
use crate::engine::wire::{ruling_json, ruling_json_pretty, ruling_schema};
use crate::engine::{Ready, reference};
use std::sync::Arc;

/// Rules on a case, by both evaluators, and hands the ruling over.
fn ruled<T>(rules: &Rulebook, json: &str, look: impl FnOnce(&Ruling<'_>) -> T) -> T {
    let rules = &finished(rules);
    let layout = Layout::new(rules);
    let finding = reference::rule(rules, &layout, &case(rules, &layout, json), 0, None);
    let choice = EditionChoice::new(rules, day("2022-06-22"), false);
    let ready = Ready::new(Arc::new(rules.clone()));
    let case = case(rules, &layout, json);
    let [fast] = ready.rulings(&case, 0, &choice).try_into().unwrap();
    looking(rules, json, |view| {
        let sha256 = fast.case_sha256.clone();
        assert_eq!(ruling(view, &finding, (0, None), &choice, sha256).unwrap(), fast);
    });
    look(&fast)
}

fn exemption() -> Rulebook {
    let mut rules = rules();
    let high_box = compare(fact(Some(0), &[1], number(0, 1, 9)), GreaterOrEqual, constant(number(0, 1, 9), 7));
    let mut in_box = criterion("in_box", ("Di kotak tinggi", "In a high box"), Some(SUCCESSOR), high_box);
    in_box.bases = vec![basis("2", Establishedness::Inferred)];
    let score = compare(total(), GreaterOrEqual, constant(number(1, 0, 4000), 2500));
    let score = all(vec![given(&[2], number(1, 0, 4000)), score]);
    let available = all(vec![given(&[3], Type::Record(PLAN)), successors(Quantifier::Some, None, of_successor(0))]);
    rules.criteria = vec![
        in_box,
        criterion("merit", ("Sistem merit baik", "Merit system good"), None, score),
        criterion("available", ("Ada suksesor", "A successor is there"), None, available),
    ];
    decided(rules, all(vec![criterion_of_case(1), criterion_of_case(2)]))
}

const EXEMPT: &str = r#"{"asked_on":"2022-06-22","updated_on":null,"total":"340.5","plan":{"set_on":"2022-01-01",
    "successors":[{"name":"Ani","box":3,"rating":"good"},{"name":"Budi","box":9,"rating":"good"}]},
    "evidence":{"/total":{"status":"verified","reference":"SK 12"}}}"#;

#[test]
fn a_decided_case_shows_facts_with_evidence_and_elements_as_parts() {
    ruled(&exemption(), EXEMPT, |ruling| {
        assert_eq!(ruling.status, RulingStatus::Decided);
        assert_eq!(ruling.outcome.map(|it| it.name.as_str()), Some("exempt"));
        assert_eq!((ruling.because.id.as_str(), ruling.because.en.as_str()), ("Nilai 340,5", "Score 340.5"));
        assert_eq!(ruling.weakest_basis.map(|it| it.text.id.as_str()), Some("PP 11/2017 Pasal 134 ayat (2)"));
        let [merit, available] = ruling.criteria.as_slice() else { panic!("two criteria without an element") };
        assert_eq!(merit.basis[0].text.en, "PP 11/2017 article 134 paragraph (1)");
        let summary = merit.basis[0].summary.as_ref().map(|it| it.en.as_str());
        assert_eq!(summary, Some("Merit agencies may be exempted."));
        assert_eq!((merit.facts[0].path.as_ref(), merit.facts[0].status), ("/total", Some("verified")));
        assert_eq!(merit.facts[0].reference, Some("SK 12"));
        let parts: Vec<_> = available
            .parts
            .iter()
            .map(|it| (it.path.as_str(), it.label.id.as_str(), it.criterion, it.reason.en.as_str()))
            .collect();
        assert_eq!(
            parts,
            [
                ("/plan/successors/0", "Suksesor 1 (Ani)", Some("in_box"), "Box 3, less than 7"),
                ("/plan/successors/1", "Suksesor 2 (Budi)", Some("in_box"), "Box 9, at least 7"),
            ]
        );
        assert_eq!(available.parts[0].facts[0].path, "/plan/successors/0/box");
    });
}

#[test]
fn a_null_record_stands_for_all_its_fields() {
    let json = r#"{"asked_on":"2022-06-22","total":"340.5","plan":null}"#;
    ruled(&exemption(), json, |ruling| {
        assert_eq!(ruling.because.id, "Syarat tidak terpenuhi");
        let paths: Vec<_> = ruling.criteria[1].facts.iter().map(|it| it.path.as_ref()).collect();
        assert_eq!(paths, ["/plan"]);
        assert_eq!(ruling.criteria[1].reason.id, "Rencana suksesi tidak ada");
        assert!(ruling.rules.is_empty() && ruling.missing.is_empty());
    });
}

#[test]
fn what_is_missing_stands_in_the_order_of_the_input_and_leaves_out_what_is_settled() {
    let mut rules = exemption();
    rules.judgements.push(judgement("exceptional", None));
    let judged = expr(Type::Truth, ExprKind::Judgement(0));
    rules.rules[0].condition =
        crate::engine::types::Meaning::Known(all(vec![judged, criterion_of_case(2), criterion_of_case(1)]));
    let json = r#"{"asked_on":"2022-06-22","total":{"unknown":"menunggu"},"plan":{"set_on":"2022-01-01",
        "successors":[{"name":"Ani","box":3,"rating":"good"},{"name":"Budi","rating":"good"}]}}"#;
    ruled(&rules, json, |ruling| {
        assert_eq!(ruling.status, RulingStatus::Undetermined);
        let missing: Vec<_> = ruling.missing.iter().map(|it| (it.path.as_ref(), it.kind)).collect();
        assert_eq!(
            missing,
            [
                ("/total", MissingKind::Fact),
                ("/plan/successors/1/box", MissingKind::Fact),
                ("/judgements/exceptional", MissingKind::Judgement),
            ]
        );
        assert_eq!(ruling.missing[1].why.en, "not stated in the case");
    });
    let settled =
        json.replace(r#""plan":{"set_on":"2022-01-01","#, r#""updated_on":null,"plan":{"set_on":"2022-01-01","#);
    let settled = settled.replace(r#"{"name":"Budi","rating":"good"}"#, r#"{"name":"Budi","box":1,"rating":"good"}"#);
    ruled(&rules, &settled, |ruling| assert!(ruling.missing.is_empty(), "the decision is settled"));
}

#[test]
fn a_rule_that_says_more_than_its_criteria_is_explained_under_its_name() {
    let mut rules = exemption();
    let score = compare(total(), GreaterOrEqual, constant(number(1, 0, 4000), 3500));
    let score = all(vec![given(&[2], number(1, 0, 4000)), score]);
    rules.rules[0].condition = Meaning::Known(all(vec![criterion_of_case(2), score]));
    ruled(&rules, EXEMPT, |ruling| {
        let rule = ruling.criteria.last().unwrap();
        assert_eq!((rule.id, rule.label.id.as_str(), rule.result), ("EX-1", "Aturan EX-1", Truth::No));
        assert_eq!(rule.reason.id, "Nilai total 340,5, kurang dari 350,0");
        assert_eq!(rule.facts[0].path, "/total");
    });
}

#[test]
fn a_conflict_names_both_rules() {
    let mut rules = exemption();
    rules.rules.push(rule("EX-2", 1, criterion_of_case(2)));
    rules.decisions[0].rules.push(1);
    ruled(&rules, EXEMPT, |ruling| {
        assert_eq!(ruling.status, RulingStatus::Conflict);
        assert_eq!(ruling.conflicts.iter().map(|it| it.rule).collect::<Vec<_>>(), ["EX-1", "EX-2"]);
        assert_eq!(ruling.because.en, "The rules EX-1 and EX-2 both apply but give different outcomes");
    });
    rules.rules[1].overrides.push(0);
    ruled(&rules, EXEMPT, |ruling| {
        assert_eq!(ruling.status, RulingStatus::Decided);
        assert_eq!((ruling.overridden[0].rule, ruling.overridden[0].by.as_slice()), ("EX-1", ["EX-2"].as_slice()));
    });
}

#[test]
fn every_document_fulfils_the_schema_and_is_the_same_every_time() {
    let schema = jsonschema::validator_for(&ruling_schema()).unwrap();
    for json in [
        EXEMPT,
        r#"{"asked_on":"2022-06-22"}"#,
        r#"{"asked_on":"2022-06-22","total":"1.0","plan":{"unknown":"\"\\\n"}}"#,
        r#"{"asked_on":"2022-06-22","total":"400.0","plan":null,"evidence":{"/total":{"status":"disputed"}}}"#,
    ] {
        let document = ruled(&exemption(), json, ruling_json);
        let value: serde_json::Value = serde_json::from_str(&document).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|it| format!("{} {it}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:?} in {document}");
        assert_eq!(document, ruled(&exemption(), json, ruling_json));
        let pretty: serde_json::Value = serde_json::from_str(&ruled(&exemption(), json, ruling_json_pretty)).unwrap();
        assert_eq!(pretty, value);
    }
}

#[test]
fn the_edition_is_explained() {
    let rules = rules();
    let by_case = EditionChoice::new(&rules, day("2022-06-22"), false).reason;
    assert_eq!(
        by_case.id,
        "Edisi 1 berlaku 04-09-2018 s.d. 03-09-2024; Tanggal permohonan 22-06-2022 jatuh di dalamnya"
    );
    let asked = EditionChoice::new(&rules, day("2023-01-01"), true).reason;
    assert!(asked.en.contains("the date 1 January 2023 was chosen for this ruling"), "{}", asked.en);
}
