//! Names: known, free, not in a circle.

use super::*;

#[test]
fn a_circle_is_named_once_and_a_chain_is_none() {
    let a = define("a : number", "b + 1");
    let b = define("b : number", "c0 + 1");
    let c = define("c0 : number", "a + 1");
    let d = define("d : number", "a + 1");
    assert_eq!(found(&format!("{a}{b}{c}{d}")), ["E0205 a"]);
    assert_eq!(found(&define("a : 0..9", "a")), ["E0205 a"]);
    assert_eq!(found(&rule("A-1", "aid is granted")), ["E0205 aid"]);
    let record =
        "\nrecord R\n  inner : list of 0..3 S \"S\" en \"S\"\n\nrecord S\n  outer : R optional \"R\" en \"R\"\n";
    assert_eq!(found(record), ["E0205 R"]);
    let overriding = rule("A-1 overrides A-2", "wanted") + &rule("A-2 overrides A-1", "wanted");
    assert_eq!(found(&overriding), ["E0205 A-1"]);
}

#[test]
fn every_unknown_name_is_found_in_one_run() {
    let items = "\ninput\n  age : Agee \"U\" en \"A\"\n  length : 0..9 \"T\" en \"Y\"\n".to_owned()
        + &criterion("lengthh > 3 and wanted of length")
        + &rule("A-1 overrides A-9", "missing_criterion")
        + "\nrule A-2\n  decides aidd is granted\n  when c\n  basis LAWW (verified)\n  because \"Ya {lenght}\" en \"Yes\"\n";
    assert_eq!(
        found(&items),
        [
            "E0204 Agee",
            "E0201 lengthh",
            "E0312 wanted of length",
            "E0201 A-9",
            "E0201 missing_criterion",
            "E0201 aidd",
            "E0401 LAWW",
            "E0201 lenght"
        ]
    );
}

#[test]
fn a_broken_line_does_not_take_its_names_along() {
    let items = "\ninput\n  length : : 0..9 \"T\" en \"Y\"\n".to_owned() + &criterion("length > 3 and lengthh > 3");
    let found = found(&items);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found.last().map(String::as_str), Some("E0201 lengthh"));
    let items = "\ninput\n  length : 0..9 \"T\" en \"Y\"\n    question \"T?\" enx \"Y?\"\n".to_owned()
        + &criterion("length > 3 and length < 8");
    assert_eq!(self::found(&items).len(), 1, "the name stands on the line before");
}

#[test]
fn labels_stand_in_both_languages_and_norms_have_a_basis() {
    let items = r#"
enum Kind
  one
  two "Dua"

criterion c
  label en "C"
  holds when wanted

rule A-1
  decides aid is granted
  when c
  basis LAW article 7 (verified)
  because "Ya"
"#;
    let found = found(items);
    for expected in ["E0402 one", "E0402 \"Dua\"", "E0403 c", "E0402 \"Ya\""] {
        assert!(found.iter().any(|it| it == expected), "{expected} is not in {found:?}");
    }
    assert!(found.iter().any(|it| it.starts_with("W0404")), "{found:?}");
}

#[test]
fn what_nothing_names_is_told_but_only_of_sound_rules() {
    let (checked, sources) = check_texts(&[&format!("{FRAME}{}{}", criterion("wanted"), rule("A-1", "wanted"))]);
    assert!(shown(&checked, &sources).contains("`c` is not used anywhere"));
    let (checked, sources) = check_texts(&[&format!("{FRAME}{}{}", criterion("wanted"), rule("A-1", "askedd"))]);
    assert!(!shown(&checked, &sources).contains("not used"));
}

#[test]
fn a_scenario_names_what_there_is() {
    let scenario = "\nscenario \"one\"\n  with wanted is yes\n  with wanted is 3\n  with wanted is missing\n  with askd is yes\n  \
                    with wanted.more is yes\n  answer nobody yes\n  expect aid is granted\n  expect aid is grantd\n  \
                    expect c holds\n  expect d holds\n  expect undetermined missing wanted\n  expect undetermined missing askd\n  \
                    expect refused at nowhere\n";
    assert_eq!(
        found(&format!("{}{scenario}", criterion("wanted"))),
        [
            "E0409 3",
            "E0409 wanted",
            "E0409 askd",
            "E0409 wanted.more",
            "E0409 nobody",
            "E0409 grantd",
            "E0409 d",
            "E0409 askd"
        ]
    );
}

#[test]
fn a_decision_that_only_a_requirement_or_a_due_date_reads_is_worked_out_as_well() {
    use crate::engine::types::Node;
    let required = "require sound aid is granted\n  message \"P\" en \"M\"\n";
    let valid =
        format!("{}  valid until if aid is granted then 2024-01-01 otherwise 2024-02-02\n", rule("A-1", "wanted"));
    for (items, expected) in [(required, 1), (valid.as_str(), 1), (rule("A-1", "wanted").as_str(), 0)] {
        let (checked, sources) = check_texts(&[&format!("{FRAME}\n{items}")]);
        let edition = checked.editions.first().unwrap_or_else(|| panic!("{}", shown(&checked, &sources)));
        let order = &edition.rulebook.order;
        assert_eq!(order.iter().filter(|it| **it == Node::Decision(0)).count(), expected, "{items}");
    }
}
