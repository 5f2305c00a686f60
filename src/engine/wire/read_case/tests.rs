//! How cases are read, and how they are refused.

use super::*;
use crate::engine::case::{Cell, EvidenceStatus, Reason, State};
use crate::engine::sample::*;
use crate::engine::types::Type;
use crate::engine::value::Truth;
use proptest::prelude::*;

/// A case with a decimal that may be null, an enumeration, a record with a list of records with a list, and so on.
fn sample() -> (Rulebook, Layout) {
    let mut rulebook = rulebook(
        vec![
            optional("total", number(1, 0, 4000)),
            field("kind", Type::Enum(0)),
            optional("plan", Type::Record(1)),
            field("count", number(0, -5, 5)),
            field("open", Type::Truth),
        ],
        vec![
            ("Plan", vec![field("set_on", Type::Date), field("posts", list(Type::Record(2), 0, 3))]),
            ("Post", vec![field("code", Type::Text), field("boxes", list(number(0, 1, 9), 2, 2))]),
        ],
    );
    rulebook.enums.push(enumeration("Kind", &["ministry", "agency", "city"]));
    rulebook.judgements.push(judgement("exceptional", None));
    let layout = Layout::new(&rulebook);
    (rulebook, layout)
}

fn read(json: &str, completeness: Completeness) -> Result<Case, Vec<(String, &'static str)>> {
    let (rulebook, layout) = sample();
    read_case(&rulebook, &layout, json.as_bytes(), completeness)
        .map_err(|all| all.into_iter().map(|it| (it.pointer, it.code)).collect())
}

fn faults(json: &str) -> Vec<(String, &'static str)> {
    read(json, Completeness::PreCheck).unwrap_err()
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

const WHOLE: &str = r#"{ "total": "340.5", "kind": "city", "plan": { "set_on": "2024-05-06", "posts": [
    { "code": "A-1", "boxes": [7, 9] }, { "boxes": [1, {"unknown": "lost"}], "code": "\u0042" } ] },
    "count": -5, "open": true }"#;

fn unknown(reason: i64) -> Cell {
    Cell { state: State::Unknown, value: reason }
}

const MISSING: Cell = Cell { state: State::Missing, value: 0 };

#[test]
fn facts_lie_where_the_layout_says() {
    let case = read(WHOLE, Completeness::Complete).unwrap();
    let [presence, total, kind, plan, set_on, posts, count, open] = case.cells[..8] else { panic!() };
    assert_eq!([presence, total, kind, plan], [1, 3405, 2, 1].map(Cell::known));
    assert_eq!([set_on, count, open], [19_849, -5, 1].map(Cell::known));
    let (start, length) = posts.range();
    assert_eq!(length, 2);
    let [post, code, boxes, second, second_code, second_boxes] = case.cells[start..start + 6] else { panic!() };
    assert_eq!([post, second], [Cell::known(1); 2]);
    assert_eq!((case.text_of(code), case.text_of(second_code)), ("A-1", "B"));
    assert_eq!(case.cells[boxes.range().0..][..2], [7, 9].map(Cell::known));
    let lost = case.cells[second_boxes.range().0 + 1];
    assert_eq!(case.reasons[usize::try_from(lost.value).unwrap()], Reason::Stated("lost".into()));
}

#[test]
fn absent_keys_are_unknown_in_a_pre_check_and_errors_in_a_submission() {
    let case = read(r#"{"kind":"agency"}"#, Completeness::PreCheck).unwrap();
    assert_eq!(case.reasons, [Reason::Absent]);
    assert_eq!(case.cells, [&[Cell::known(1), unknown(0), Cell::known(1)][..], &[unknown(0); 5]].concat());
    assert_eq!(
        read(r#"{"kind":"agency","plan":{"set_on":"2024-01-01"},"count":0}"#, Completeness::Complete).unwrap_err(),
        [("/plan/posts", "C0107"), ("/total", "C0107"), ("/open", "C0107")].map(|(at, code)| (at.to_owned(), code))
    );
}

#[test]
fn a_null_or_unknown_record_makes_all_inside_so() {
    let case = read(r#"{"plan":null,"total":null}"#, Completeness::PreCheck).unwrap();
    assert_eq!(case.cells[1], MISSING);
    assert_eq!(case.cells[3..6], [MISSING; 3]);
    let case = read(r#"{"plan":{"unknown":"burnt"}}"#, Completeness::PreCheck).unwrap();
    assert_eq!(case.cells[3..6], [unknown(1); 3]);
    assert_eq!(case.reasons[1], Reason::Stated("burnt".into()));
    let case = read(r#"{"plan":{"posts":{"unknown":"?"},"set_on":{"unknown":"?"}}}"#, Completeness::PreCheck).unwrap();
    assert_eq!(case.cells[3..6], [Cell::known(1), unknown(2), unknown(1)]);
}

#[test]
fn each_fault_has_its_code_and_place() {
    for (json, pointer, code) in [
        ("[]", "", "C0104"),
        (r#"{"total":true}"#, "/total", "C0104"),
        (r#"{"count":"3"}"#, "/count", "C0104"),
        (r#"{"total":"x"}"#, "/total", "C0104"),
        (r#"{"plan":3}"#, "/plan", "C0104"),
        (r#"{"open":{"known":1}}"#, "/open", "C0104"),
        (r#"{"open":{"unknown":3}}"#, "/open/unknown", "C0104"),
        (r#"{"tota":1}"#, "/tota", "C0105"),
        (r#"{"plan":{"set_on":"2024-01-01","unknown":"x"}}"#, "/plan/unknown", "C0105"),
        (r#"{"a/b~":1}"#, "/a~1b~0", "C0105"),
        (r#"{"open":{"unknown":"x","why":[[]]}}"#, "/open/why", "C0105"),
        (r#"{"open":true,"open":false}"#, "/open", "C0106"),
        (r#"{"judgements":{},"judgements":{}}"#, "/judgements", "C0106"),
        (r#"{"kind":null}"#, "/kind", "C0108"),
        (r#"{"plan":{"posts":[null]}}"#, "/plan/posts/0", "C0108"),
        (r#"{"total":"1.25"}"#, "/total", "C0109"),
        (r#"{"total":"400.1"}"#, "/total", "C0110"),
        (r#"{"total":401}"#, "/total", "C0110"),
        (r#"{"total":9223372036854775807}"#, "/total", "C0110"),
        (r#"{"count":-6}"#, "/count", "C0110"),
        (r#"{"plan":{"set_on":"2023-02-29"}}"#, "/plan/set_on", "C0111"),
        (r#"{"kind":"citty"}"#, "/kind", "C0112"),
        (r#"{"plan":{"posts":[{},{},{},{}]}}"#, "/plan/posts", "C0113"),
        (r#"{"plan":{"posts":[{"boxes":[1]}]}}"#, "/plan/posts/0/boxes", "C0114"),
        (r#"{"total":340.5}"#, "/total", "C0115"),
        (r#"{"count":1e0}"#, "/count", "C0115"),
        (r#"{"judgements":{"exeptional":{}}}"#, "/judgements/exeptional", "C0117"),
        (
            r#"{"judgements":{"exceptional":{"answer":"maybe","reason":"r"}}}"#,
            "/judgements/exceptional/answer",
            "C0118",
        ),
        (r#"{"judgements":{"exceptional":{"reason":"r"}}}"#, "/judgements/exceptional/answer", "C0118"),
        (r#"{"judgements":{"exceptional":{"answer":true,"reason":" "}}}"#, "/judgements/exceptional/reason", "C0119"),
        (r#"{"judgements":{"exceptional":7}}"#, "/judgements/exceptional", "C0104"),
        (r#"{"evidence":{"/total":{"status":"claimed"}}}"#, "/evidence/~1total", "C0120"),
        (r#"{"total":1,"evidence":{"total":{"status":"claimed"}}}"#, "/evidence/total", "C0120"),
        (r#"{"total":1,"evidence":{"/total":{"status":"maybe"}}}"#, "/evidence/~1total/status", "C0121"),
        (r#"{"total":1,"evidence":{"/total":{}}}"#, "/evidence/~1total/status", "C0121"),
        (
            r#"{"total":1,"evidence":{"/total":{"status":"claimed","sha256":"ab"}}}"#,
            "/evidence/~1total/sha256",
            "C0122",
        ),
        (
            r#"{"plan":{"posts":[{}]},"evidence":{"/plan/posts/1":{"status":"claimed"}}}"#,
            "/evidence/~1plan~1posts~11",
            "C0120",
        ),
    ] {
        assert_eq!(faults(json), one(pointer, code), "{json}");
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_text() {
    let json =
        r#"{"kind":"town","plan":{"posts":[{"code":1,"boxes":[0,"x",3]}],"set":[{"a":[]}],"set_on":"x"},"total":1.5}"#;
    let places: Vec<_> = faults(json).into_iter().map(|(pointer, code)| format!("{code} {pointer}")).collect();
    assert_eq!(
        places,
        [
            "C0112 /kind",
            "C0104 /plan/posts/0/code",
            "C0110 /plan/posts/0/boxes/0",
            "C0104 /plan/posts/0/boxes/1",
            "C0113 /plan/posts/0/boxes",
            "C0105 /plan/set",
            "C0111 /plan/set_on",
            "C0115 /total"
        ]
    );
}

#[test]
fn text_that_is_not_json_is_one_refusal_with_its_place() {
    let (rulebook, layout) = sample();
    let refusals = read_case(&rulebook, &layout, b"{\"kind\": \"town\",\n  \"open\" true}", Completeness::PreCheck);
    let [refusal] = &refusals.unwrap_err()[..] else { panic!() };
    assert_eq!((refusal.code, refusal.message.en.contains("line 2, column 10")), ("C0101", true), "{refusal:?}");
    assert_eq!(faults("{} {}"), one("", "C0101"));
    let large = vec![b' '; GREATEST_SIZE + 1];
    let refusals = read_case(&rulebook, &layout, &large, Completeness::PreCheck).unwrap_err();
    assert_eq!(refusals[0].code, "C0102");
    let refusals = read_case(&rulebook, &layout, b"{\"a\xff\":1}", Completeness::PreCheck).unwrap_err();
    assert_eq!(refusals[0].code, "C0101");
}

#[test]
fn depth_and_length_have_limits() {
    let nested = |levels: usize| format!("{{\"x\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(faults(&nested(63)), one("/x", "C0105"));
    assert_eq!(faults(&nested(64))[0], ("/x".to_owned(), "C0103"));
    let text = |length: usize| format!(r#"{{"plan":{{"posts":[{{"code":"{}"}}]}}}}"#, "é".repeat(length));
    let with = |it: &str| format!(r#"{{"plan":{{"posts":[{{"code":"{it}"}}]}}}}"#);
    for hidden in ["\\u0000", "\\u0007", "\\u007f", "\\u0085", "\u{202e}", "\u{2066}"] {
        assert_eq!(faults(&with(hidden)), one("/plan/posts/0/code", "C0124"), "{hidden:?}");
    }
    assert!(read(&with("\\n"), Completeness::PreCheck).is_ok());
    assert!(read(&text(GREATEST_TEXT), Completeness::PreCheck).is_ok());
    assert_eq!(faults(&text(GREATEST_TEXT + 1)), one("/plan/posts/0/code", "C0116"));
}

#[test]
fn answers_and_evidence_are_kept_and_a_disputed_fact_is_unknown() {
    let case = read(
        r#"{"evidence":{"/total":{"status":"verified","reference":"SK 1","by":null,"on":"2024-01-02"},"/plan":{"status":"disputed"}},
        "judgements":{"exceptional":{"answer":"yes","reason":"so","by":"A","on":"2024-01-01"}},
        "total":12,"plan":{"set_on":"2024-01-01","posts":[]}}"#,
        Completeness::PreCheck,
    )
    .unwrap();
    let answer = case.answers[0].as_ref().unwrap();
    assert_eq!((answer.answer, answer.reason.as_str(), answer.on), (Truth::Yes, "so", Some(19_723)));
    assert_eq!(case.cells[1], Cell::known(120));
    assert_eq!(case.evidence.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["/plan", "/total"]);
    assert_eq!(case.evidence[1].1.status, EvidenceStatus::Verified);
    assert_eq!(case.cells[3..6], [unknown(1); 3]);
    assert_eq!(case.reasons[1], Reason::Disputed);
}

#[test]
fn a_near_name_is_suggested() {
    let (rulebook, layout) = sample();
    let expected =
        |json: &[u8]| read_case(&rulebook, &layout, json, Completeness::PreCheck).unwrap_err()[0].expected.en.clone();
    assert_eq!(expected(br#"{"totl":1}"#), "perhaps `total`");
    assert_eq!(expected(br#"{"kind":"minstry"}"#), r#"perhaps "ministry"; one of: "ministry", "agency", "city""#);
}

proptest! {
    #[test]
    fn nothing_makes_the_reader_panic(cut in 0..WHOLE.len(), insert in r#"[\[\]{},:"0-9a-z\\. -]{0,4}"#) {
        let (before, after) = (WHOLE.get(..cut).unwrap(), WHOLE.get(cut + 1..).unwrap_or(""));
        let text = format!("{before}{insert}{after}");
        let ours = read(&text, Completeness::PreCheck);
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        let says_json = !ours.is_err_and(|it| it[0].1 == "C0101");
        prop_assert_eq!(says_json, is_json, "{}", text);
    }
}
