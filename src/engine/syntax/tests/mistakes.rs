//! One mistake, one diagnostic: its code, its place, and what it says.

use super::*;

/// The only diagnostic of a text, which must name the place and hold the words.
fn only(text: &str, code: &str, place: &str, words: &[&str]) {
    let said = said(text);
    let [one] = said.as_slice() else { panic!("{text}\n{said:#?}") };
    assert!(one.starts_with(code) && one.contains(&format!(" {place:?} ")), "{one}");
    for word in words {
        assert!(one.contains(word), "{one} lacks {word}");
    }
}

fn rule(lines: &str) -> String {
    format!("rule A-1\n  decides a is b\n{lines}  because \"x\"\n")
}

#[test]
fn a_misspelt_keyword_is_guessed() {
    only("crterion e\n  holds when x\n", "E0102", "crterion", &["did you mean `criterion`?"]);
    only("criterion e\n  bassis X (verified)\n  holds when x\n", "E0101", "bassis", &["did you mean `basis`?"]);
    only("criterion e\n  holds if x\n", "E0101", "holds if", &["did you mean `holds when`?"]);
    only("criterion e\n  holds when all of\n    x\n  bassis X (verified)\n", "E0101", "bassis", &["`basis`?"]);
    only("enum E\n  poor \"A\" eng \"B\"\n", "E0101", "eng", &["did you mean `en`?"]);
    only("record r\n  d : text optinal \"D\"\n", "E0101", "optinal", &["did you mean `optional`?"]);
    only(
        "rule A-1 overides A-2\n  decides a is b\n  when c\n  because \"x\"\n",
        "E0101",
        "overides",
        &["`overrides`?"],
    );
    only("scenario \"s\"\n  expct a is b\n  expect c fails\n", "E0101", "expct", &["did you mean `expect`?"]);
    only("bahasa id\nsyarat a\n  terpenuhi apabla b\n", "E0101", "terpenuhi apabla", &["`terpenuhi apabila`?"]);
    only(&criterion("a within 5 day before b"), "E0101", "day", &["`days`"]);
}

#[test]
fn what_is_missing_in_an_expression_is_named() {
    only(&rule("  when x >=\n"), "E0101", "", &["not complete", "expected a value or a condition"]);
    only(&rule("  when (x and y\n"), "E0101", "", &["expected `)`"]);
    only(&rule("  when x y\n"), "E0101", "y", &["expected an operator such as `and`"]);
    only(&rule("  when x\n    and (b or\n      c >=)\n    and d\n"), "E0101", ")", &["expected a value"]);
    only(&rule("  when x\n      y\n"), "E0101", "y", &["expected an operator"]);
    only(&rule("  when every x in y where z = 3\n"), "E0101", "", &["expected `has`"]);
    only(&criterion("title = 3"), "E0101", "title", &["is a keyword, so it cannot be a name"]);
    only(&criterion("a.b + 1 is given"), "E0101", "is given", &["only for facts"]);
    only(&criterion("s.t of x"), "E0101", "s.t", &["single name"]);
    only(&criterion("a < b < c"), "E0101", "<", &["comparisons cannot be chained", "a < b and b < c"]);
    only(&criterion("a / b > 2"), "E0101", "/", &["rounded to 2 digits half up"]);
    only(
        &criterion("a * b rounded to 2 digits up > 1"),
        "E0101",
        "rounded to 2 digits up",
        &["only follows a division"],
    );
    only(&criterion("a counting both ends"), "E0101", "counting both ends", &["only follows a time limit"]);
    only(&criterion("a + not b"), "E0101", "not", &["needs parentheses here", "(not …)"]);
}

#[test]
fn and_and_or_need_parentheses() {
    only(&criterion("a and b or c"), "E0113", "or", &["`(a and b) or …`"]);
    only("bahasa id\nsyarat s\n  terpenuhi apabila a atau b dan c\n", "E0113", "dan", &["`(a atau b) dan …`"]);
    only(&criterion("all of\n    a\n    b or c and d\n    e"), "E0113", "and", &[]);
}

#[test]
fn a_bad_member_leaves_its_neighbours() {
    let text = rule("  when all of\n    a\n    b >= =\n      3\n    c\n    d e\n    f\n");
    assert_eq!(codes(&text), [("E0101", 5), ("E0101", 8)]);
    let tree = tree(&text);
    for name in ["a", "c", "f"] {
        assert!(tree.contains(&format!("text: {name:?}")), "{name} is lost in {tree}");
    }
    let inner = rule("  when all of\n    (any of\n      x = = 1\n      y)\n    z\n");
    assert_eq!(codes(&inner), [("E0101", 5)]);
    assert!(super::tree(&inner).contains("\"z\""));
}

#[test]
fn a_bad_clause_leaves_its_neighbours() {
    let text = "criterion e\n  label \"A\" en\n  basis X (sure)\n  basis Y (verified)\n  holds when q\n";
    assert_eq!(codes(text), [("E0101", 2), ("E0101", 3)]);
    let tree = tree(text);
    assert!(tree.contains("\"Y\"") && tree.contains("\"q\""), "{tree}");
    let header = "criterion e of s Successor\n  holds when q +\n";
    assert_eq!(codes(header), [("E0101", 1), ("E0101", 2)]);
    assert!(super::tree(header).contains("Broken(Some(Name { text: \"e\""));
}

#[test]
fn ten_mistakes_are_ten_diagnostics() {
    let text = "use x\nenum E\n  a : \"A\"\n  b \"B\"\nrecord R\n  a text \"A\"\n  b : 1..\n  c : text \"C\" \"C\" changable\n\
                table t : E\n  | x | -> t |\n  | < | -> a |\n  | 1 -> b |\n  | 2 | -> b |\n\
                criterion c\n  label A\n  holds wen x\nrule r-1\n  decides a\n  when b b\n  because \"x\"\n";
    let lines: Vec<usize> = codes(text).into_iter().map(|it| it.1).collect();
    assert_eq!(lines, [1, 3, 6, 7, 8, 11, 12, 15, 16, 18, 19]);
}

#[test]
fn missing_and_repeated_clauses() {
    only("criterion e\n  label \"A\"\n", "E0116", "e", &["there is no `holds when …` / `pending …`"]);
    only("rule A-1\n  when a\n  because \"x\"\n", "E0116", "A-1", &["`decides …`"]);
    only("rulebook x edition \"1\"\n  title \"x\"\n", "E0116", "x edition \"1\"", &["`in force from …`"]);
    only("parameter p : days\n", "E0116", "p : days", &["`is …` / `pending …`"]);
    only("decision d\n  outcome a \"A\"\n", "E0116", "d", &["`otherwise …`"]);
    only("judgement j\n  question \"Q\"\n", "E0116", "j", &["`asked of …`"]);
    only("table t : E\n  | x | -> t |\n", "E0116", "t : E", &["row"]);
    only("enum E\n", "E0116", "E", &["value"]);
    only("require r\n  message \"m\"\n", "E0116", "r", &["a condition"]);
    only(
        "criterion e\n  holds when a\n  label \"A\"\n  label \"B\"\n",
        "E0117",
        "label \"B\"",
        &["already in this item"],
    );
    only("criterion e\n  holds when a\n  pending \"A\"\n", "E0117", "pending \"A\"", &[]);
    only("parameter p : days is 5 days\n  pending \"A\"\n", "E0117", "pending \"A\"", &[]);
    only("record r\n  a : text \"A\" optional optional\n", "E0117", "optional", &[]);
    assert_eq!(codes("criterion e\n  holds when a\n  basis X (verified)\n  basis Y (verified)\n"), []);
}

#[test]
fn a_clause_of_another_item_is_refused() {
    only(
        "criterion e\n  holds when a\n  because \"x\"\n",
        "E0101",
        "because",
        &["not a clause of this item", "`holds when`"],
    );
    only("use a edition \"1\"\n  label \"x\"\n", "E0101", "label", &["has no clauses"]);
    let early = "decision d\n  basis X (verified)\n  outcome a \"A\"\n  otherwise a\n";
    only(early, "E0101", "basis X (verified)", &["belongs to `otherwise`"]);
}

#[test]
fn a_keyword_of_the_other_language_is_named_once_an_item() {
    only("criterion c\n  dasar X (terverifikasi)\n  holds when a dan b\n", "E0107", "dasar", &["write `basis`"]);
    only("bahasa id\ncriterion c\n  terpenuhi apabila a\n", "E0107", "criterion", &["write `syarat`"]);
    assert_eq!(codes("syarat a\n  holds when b\nsyarat c\n  holds when d\n"), [("E0107", 1), ("E0107", 3)]);
}

#[test]
fn a_file_in_indonesian_without_its_first_line_is_told_what_is_missing() {
    let rules = "syarat c\n  dasar X (terverifikasi)\n  terpenuhi apabila a dan b\n";
    only(rules, "E0107", "syarat", &["does not begin with `bahasa id`", "write `bahasa id` as the first line"]);
    only(&format!("-- catatan\n\n{rules}"), "E0107", "syarat", &["`bahasa id`"]);
    let slip = rules.replace("terpenuhi apabila", "terpenuhi apabla");
    assert_eq!(codes(&slip), [("E0107", 1), ("E0101", 3)]);
    // Where the languages are even, each keyword is told as ever.
    only("syarat c\n  holds when d\n", "E0107", "syarat", &["write `criterion`"]);
    good(&format!("bahasa id\n{rules}"));
}

#[test]
fn numbers_dates_and_names_at_their_edges() {
    good(&criterion("a = 999999999999999999 and b = -0.123456789"));
    only(&criterion("a = 1000000000000000000"), "E0118", "1000000000000000000", &[]);
    only(&criterion("a = 0.1234567890"), "E0118", "0.1234567890", &[]);
    good(&criterion("a = 2024-02-29"));
    only(&criterion("a = 2023-02-29"), "E0114", "2023-02-29", &["no day 2023-02-29"]);
    only("rulebook x edition \"1\"\n  in force from 2024-13-01 by a\n", "E0114", "2024-13-01", &[]);
    only("criterion label\n  holds when a\n", "E0115", "label", &["cannot be a name"]);
    only("record r\n  and : text \"A\"\n", "E0115", "and", &[]);
    only("input\n  title : text \"A\"\n", "E0115", "title", &[]);
    only("define d of in : R : number\n  as 1\n", "E0115", "in", &[]);
    only("scenario \"s\"\n  with a[0] is 1\n  expect c holds\n", "E0101", "[0]", &["counted from 1"]);
}

#[test]
fn characters_that_deceive_are_found_everywhere() {
    only("criterion c\n  label \"a\u{202e}b\"\n  holds when a\n", "E0104", "\u{202e}", &["U+202E"]);
    only("criterion c\n  holds when a -- \u{200b}\n", "E0104", "\u{200b}", &[]);
    only("criterion c\n  holds when a\u{200b} and b\n", "E0104", "\u{200b}", &[]);
    only("\u{feff}criterion c\n  holds when a\n", "E0104", "\u{feff}", &[]);
    only("criterion c\n  label \"Andre\u{301}\"\n  holds when a\n", "E0105", "e", &["NFC"]);
    only(&criterion("cаse = 1"), "E0106", "cаse", &["Latin", "Cyrillic"]);
    only(&criterion("café = 1"), "E0104", "café", &["other than a to z"]);
    good("criterion c\n  label \"Ἀριστοτέλης и ジャカルタ\"\n  holds when a\n");
}

#[test]
fn strings_end_with_their_line() {
    only("criterion c\n  label \"abc\n  holds when a\n", "E0103", "\"abc", &["close it"]);
    only("criterion c\n  label \"a en \"b\"\n  holds when a\n", "E0103", "\"", &[]);
    only("criterion c\n  label \"a\\n\"\n  holds when a\n", "E0101", "\\n", &["only `\\\"` and `\\\\`"]);
    only("criterion c\n  label “x”\n  holds when a\n", "E0101", "“", &["straight quotation mark"]);
}

#[test]
fn tables_say_what_is_wrong_with_a_row() {
    let table = |rows: &str| format!("table t : E\n  | x | -> t |\n  | 1 | -> b |\n{rows}");
    only(&table("  | 3\n"), "E0101", "", &["`|`"]);
    only(&table("  | 3 | 4 | -> c |\n"), "E0101", "| 3 | 4 | -> c |", &["2 cells", "1 columns"]);
    only(&table("  | 3 | -> c and\n d |\n"), "E0101", "| 3 | -> c and\n d |", &["stands on one line"]);
    only("table t : E\n  | x | -> u |\n  | 1 | -> b |\n", "E0101", "u", &["not named `t`"]);
    only("table t : E\n  | < 1 | -> t |\n  | 1 | -> b |\n", "E0101", "< 1", &["first row names"]);
}

#[test]
fn text_outside_items_is_explained() {
    only("  holds when a\nuse a edition \"1\"\n", "E0101", "holds when a", &["belongs to no item"]);
    only("use a edition \"1\"\nbasis X\n", "E0102", "basis", &["must be indented"]);
    only("use a edition \"1\"\n) and b\n", "E0102", ")", &["must be indented"]);
    only("hello\n", "E0102", "hello", &["begin with one of `rulebook`"]);
}

#[test]
fn diagnostics_stand_in_order_and_carry_the_language_of_the_file() {
    let parsed = parse(FileId(0), "bahasa id\nsyarat a\n  label \"x\u{200b}\nxx\n");
    assert!(parsed.report.diagnostics.len() > 1);
    assert!(parsed.report.diagnostics.is_sorted_by_key(|it| it.primary.span.start));
    assert!(parsed.report.diagnostics.iter().all(|it| it.language == Language::Indonesian));
}
