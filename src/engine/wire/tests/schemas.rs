//! What the schema of a rulebook accepts, the reader of cases accepts, and the other way round.

use crate::engine::case::Layout;
use crate::engine::sample::{enumeration, field, judgement, list, number, optional, rulebook};
use crate::engine::types::{Rulebook, Type, Unit};
use crate::engine::wire::{Completeness, input_schema, read_case, submission_schema};

fn rules() -> Rulebook {
    let mut rules = rulebook(
        vec![
            field("asked_on", Type::Date),
            optional("total", number(1, 5, 3995)),
            field("age", number(0, -5, 99)),
            field("kind", Type::Enum(0)),
            field("open", Type::Truth),
            field("term", Type::Period(Unit::Months)),
            optional("plan", Type::Record(1)),
        ],
        vec![("Plan", vec![field("name", Type::Text), field("posts", list(number(0, 1, 9), 1, 2))])],
    );
    rules.enums.push(enumeration("Kind", &["city", "province"]));
    rules.judgements.push(judgement("exceptional", None));
    rules
}

const FULL: &str = r#"{"asked_on":"2022-06-22","total":"340.5","age":7,"kind":"city","open":true,"term":12,
    "plan":{"name":"x","posts":[1,9]},
    "judgements":{"exceptional":{"answer":"yes","reason":"rare","by":"A","on":"2022-06-22"}},
    "evidence":{"/total":{"status":"verified","reference":"SK 1","sha256":null}}}"#;

#[test]
fn reader_and_schema_accept_and_refuse_the_same() {
    let rules = rules();
    let layout = Layout::new(&rules);
    let check = |schema: &serde_json::Value, completeness, json: &str, expected: bool| {
        let schema = jsonschema::validator_for(schema).unwrap();
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(schema.is_valid(&value), expected, "schema on {json}");
        assert_eq!(read_case(&rules, &layout, json.as_bytes(), completeness).is_ok(), expected, "reader on {json}");
    };
    let (open, complete) = (input_schema(&rules), submission_schema(&rules));
    check(&open, Completeness::PreCheck, FULL, true);
    check(&complete, Completeness::Complete, FULL, true);
    check(&complete, Completeness::Complete, r#"{"asked_on":"2022-06-22"}"#, false);
    for accepted in [
        "{}",
        r#"{"total":null,"plan":null}"#,
        r#"{"total":399,"age":-5}"#,
        r#"{"total":{"unknown":"later"},"plan":{"unknown":"later"},"open":{"unknown":""}}"#,
        r#"{"plan":{"posts":[{"unknown":"later"}]}}"#,
    ] {
        check(&open, Completeness::PreCheck, accepted, true);
    }
    for refused in [
        "[]",
        r#"{"age":null}"#,
        r#"{"age":100}"#,
        r#"{"age":"7"}"#,
        r#"{"total":400}"#,
        r#"{"total":0}"#,
        r#"{"total":"1.25"}"#,
        r#"{"total":"01.2"}"#,
        r#"{"total":1.5}"#,
        r#"{"kind":"regency"}"#,
        r#"{"open":"yes"}"#,
        r#"{"term":-1}"#,
        r#"{"plan":{"posts":[]}}"#,
        r#"{"plan":{"posts":[1,2,3]}}"#,
        r#"{"plan":{"posts":[null]}}"#,
        r#"{"plan":{"title":"x"}}"#,
        r#"{"plan":{"unknown":7}}"#,
        r#"{"judgements":{"other":{"answer":"yes","reason":"x"}}}"#,
        r#"{"judgements":{"exceptional":{"answer":"yes","reason":" "}}}"#,
        r#"{"judgements":{"exceptional":{"answer":"maybe","reason":"x"}}}"#,
        r#"{"evidence":{"total":{"status":"claimed"}}}"#,
        r#"{"total":1,"evidence":{"/total":{"status":"certain"}}}"#,
    ] {
        check(&open, Completeness::PreCheck, refused, false);
    }
}

#[test]
fn labels_questions_and_examples_are_there() {
    let mut rules = rules();
    let total = &mut rules.records[0].fields[1];
    total.label = crate::engine::wording::Wording::new("Nilai total", "Total score");
    total.question = Some(crate::engine::wording::Wording::new("Berapa?", "How much?"));
    total.changeable = true;
    let schema = input_schema(&rules);
    let total = &schema["properties"]["total"];
    assert_eq!((&total["title"], &total["description"]), (&"Nilai total".into(), &"Total score".into()));
    assert_eq!(total["examples"][0], "399.5");
    assert_eq!(total["x-question"]["en"], "How much?");
    assert_eq!(total["x-changeable"], true);
    assert_eq!(schema["$defs"]["Kind"]["enum"], serde_json::json!(["city", "province"]));
    let case = jsonschema::validator_for(&schema["properties"]["total"]["anyOf"][0]).unwrap();
    assert!(case.is_valid(&total["examples"][0]));
}
