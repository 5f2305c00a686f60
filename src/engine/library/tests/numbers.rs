//! Scales, bounds and types.

use super::*;
use crate::engine::types::Type;

const FACTS: &str = r#"
enum Grade ordered
  poor "Buruk" en "Poor"
  good "Baik" en "Good"

enum Colour
  red  "Merah" en "Red"
  good "Bagus" en "Good"

input
  whole : 0..100 "B" en "W"
  tenth : 0.0..40.0 "S" en "T"
  below : -5..5 "N" en "N"
  huge  : 0..999999999999999 "H" en "H"
  grade : Grade "G" en "G"
  colour : Colour "W" en "C"
  word  : text "K" en "W"
  numbers : list of 2..10 0..100 "D" en "L"
"#;

fn of_condition(condition: &str) -> Vec<String> {
    found(&format!("{FACTS}{}", criterion(condition)))
}

fn type_of(body: &str) -> Type {
    let text = format!("{FRAME}{FACTS}{}{}", define("d : number", body), rule("A-1", "d = d"));
    let (checked, sources) = check_texts(&[&text]);
    let edition = checked.editions.first().unwrap_or_else(|| panic!("{}", shown(&checked, &sources)));
    edition.rulebook.definitions[0].ty.clone()
}

#[test]
fn bounds_are_worked_out_exactly() {
    let number = |scale, least, greatest| Type::Number { scale, least, greatest };
    assert_eq!(type_of("whole + tenth"), number(1, 0, 1400));
    assert_eq!(type_of("tenth - whole"), number(1, -1000, 400));
    assert_eq!(type_of("below * below"), number(0, -25, 25));
    assert_eq!(type_of("tenth * tenth"), number(2, 0, 160_000));
    assert_eq!(type_of("whole / 3 rounded to 1 digits half up"), number(1, 0, 333));
    assert_eq!(type_of("whole / below rounded to 0 digits up"), number(0, -100, 100));
    assert_eq!(type_of("if wanted then whole otherwise tenth"), number(1, 0, 1000));
    assert_eq!(type_of("sum of n for n in numbers"), number(0, 0, 1000));
    assert_eq!(type_of("count of n in numbers"), number(0, 2, 10));
    assert_eq!(type_of("count of n in numbers where n > 3"), number(0, 0, 10));
    assert_eq!(type_of("least of n for n in numbers"), number(0, 0, 100));
}

#[test]
fn what_cannot_be_counted_exactly_is_refused() {
    assert_eq!(of_condition("huge * huge > 1"), ["E0303 huge * huge"]);
    let power = "tenth * tenth * tenth * tenth * tenth * tenth * tenth * tenth * tenth * tenth > 1";
    assert_eq!(of_condition(power).first().and_then(|it| it.get(..5)), Some("E0303"));
    assert_eq!(found(&format!("{FACTS}{}", define("d : 0..50", "whole + 1"))), ["E0304 whole + 1"]);
    assert_eq!(found(&format!("{FACTS}{}", define("d : 0..500", "tenth + 1"))), ["E0309 tenth + 1"]);
    assert_eq!(found(&format!("{FACTS}{}", define("d : 0.0..101.0", "whole + 1"))), [""; 0]);
    let parameter = |of: &str| {
        found(&format!("{FACTS}\nparameter p : {of}\n  label \"P\" en \"P\"\n  basis LAW article 1 (verified)\n"))
    };
    assert_eq!(parameter("0..9 is 12"), ["E0304 12"]);
    assert_eq!(parameter("0..9 is 1.5"), ["E0309 1.5"]);
    assert_eq!(parameter("0.00..9.00 is 1.5"), [""; 0]);
    assert_eq!(parameter("months is 12 days"), ["E0301 12 days"]);
    assert_eq!(parameter("months is 2 years"), [""; 0]);
    assert_eq!(parameter("Grade is red"), ["E0201 red"]);
}

#[test]
fn one_wrong_type_gives_one_message() {
    for (condition, expected) in [
        ("asked_on >= 17", "E0301 17"),
        ("asked_on + 3 = asked_on", "E0301 asked_on + 3"),
        ("whole + (word + 1) * 2 > 3 and whole > 3", "E0301 (word + 1)"),
        ("whole", "E0301 whole"),
        ("not word", "E0301 word"),
        ("word < \"a\"", "E0301 word < \"a\""),
        ("wanted > no", "E0301 wanted > no"),
        ("colour >= good", "E0308 colour >= good"),
        ("asked_on - asked_on > 30 months", "E0301 30 months"),
        ("asked_on within 3 months before asked_on counting both ends", "E0301 3 months"),
        ("numbers = numbers", "E0301 numbers = numbers"),
        ("some n in whole has n > 3", "E0301 whole"),
        ("(sum of word for n in numbers) > 3", "E0301 word"),
        ("whole.part > 3", "E0208 part"),
        ("aid is grante", "E0209 grante"),
        ("aid", "E0301 aid"),
    ] {
        assert_eq!(of_condition(condition), [expected], "{condition}");
    }
}

#[test]
fn an_enum_value_is_known_by_the_other_side() {
    for sound in ["grade is good", "colour is good", "good = colour", "grade is in {good, poor}", "grade >= good"] {
        assert_eq!(of_condition(sound), [""; 0], "{sound}");
    }
    assert_eq!(of_condition("grade is red"), ["E0201 red"]);
    assert_eq!(of_condition("grade is in {good, red}"), ["E0201 red"]);
    let named = found(&format!("{FACTS}{}", define("poor : Grade", "if wanted then good otherwise grade")));
    assert_eq!(named, ["E0202 poor"], "it would be one of its own values");
    let list = "\ninput\n  grades : list of 0..3 Grade \"D\" en \"L\"\n";
    let bound = found(&format!("{FACTS}{list}{}", criterion("some poor in grades has poor is good")));
    assert_eq!(bound, ["E0210 poor"]);
    assert_eq!(of_condition("good = good"), ["E0201 good", "E0201 good"], "of which enum is not said");
}

#[test]
fn a_limit_outside_the_bounds_is_noticed() {
    for (condition, expected) in [
        ("whole <= 100", "W0310 whole <= 100"),
        ("whole > 100", "W0310 whole > 100"),
        ("200 = whole", "W0310 200 = whole"),
        ("grade >= poor", "W0310 grade >= poor"),
        ("whole is in {5, 200}", "W0310 200"),
        ("tenth < 40.01", "W0310 tenth < 40.01"),
    ] {
        assert_eq!(of_condition(condition), [expected], "{condition}");
    }
    assert_eq!(of_condition("whole < 100 and tenth < 39.95 and whole != 0"), [""; 0]);
}

#[test]
fn lists_in_lists_multiply() {
    let lists = "\nrecord Inner\n  numbers : list of 0..1000 0..9 \"D\" en \"L\"\n\ninput\n  \
                 many : list of 0..1000 Inner \"D\" en \"L\"\n  few : list of 0..100 Inner \"D\" en \"L\"\n";
    let inner = "\ncriterion inner of i : Inner\n  label \"I\" en \"I\"\n  basis LAW article 1 (verified)\n  \
                 holds when some n in i.numbers has n > 3\n";
    let of = |condition: &str| found(&format!("{lists}{inner}{}", criterion(condition)));
    assert_eq!(of("some f in few has inner of f"), [""; 0]);
    assert_eq!(of("some m in many has inner of m"), [""; 0]);
    assert_eq!(of("some f in few has (some m in many has inner of m)").len(), 1);
    assert_eq!(of("some f in few has (some m in many has inner of m)")[0].get(..5), Some("E0313"));
}
