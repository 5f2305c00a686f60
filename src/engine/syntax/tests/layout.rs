//! The common layout, the translation of keywords and the canonical form.

use super::super::canonical;
use super::super::format::format;
use super::*;

fn formatted(text: &str) -> String {
    let once = format(text, None).unwrap_or_else(|report| panic!("{text}\n{report:?}"));
    assert_eq!(format(&once, None).unwrap(), once, "not the same again:\n{once}");
    assert_eq!(tree(&once), tree(text), "{once}");
    once
}

#[test]
fn the_samples_translate_into_each_other_and_back() {
    let (english, indonesian) = (formatted(SAMPLE), formatted(SAMPLE_ID));
    assert_eq!(format(&english, Some(Language::Indonesian)).unwrap(), indonesian);
    assert_eq!(format(&indonesian, Some(Language::English)).unwrap(), english);
    assert_eq!(english, SAMPLE);
    assert_eq!(indonesian, SAMPLE_ID);
}

#[test]
fn columns_are_aligned_and_clauses_indented() {
    let text = "enum  E ordered\n a \"Satu\" en \"One\"\n      long_name   \"Dua\"   en \"Two\" -- best\n   b en \"Three\"\n\
                table t : E\n | x|y | -> t|\n |<2|{a,b}|-> a|\n |2 .. 3 | - | -> long_name |\n\
                record r\n a : text \"A\" en \"A\" changeable\n long : list of 1..2 E optional \"L\"\n   question \"Q\"\n\n -- more\n c : date";
    let expected = "enum E ordered\n  a         \"Satu\" en \"One\"\n  long_name \"Dua\"  en \"Two\" -- best\n  b                en \"Three\"\n\n\
                    table t : E\n  | x    | y      | -> t         |\n  | < 2  | {a, b} | -> a         |\n  | 2..3 | -      | -> long_name |\n\n\
                    record r\n  a    : text                    \"A\" en \"A\" changeable\n  long : list of 1..2 E optional \"L\"\n    question \"Q\"\n\n  -- more\n  c    : date\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn lines_that_go_on_stand_deeper_by_nesting() {
    let text = "rule A-1\n decides a is b\n when all of\n   x -- first\n   -- second\n   (any of\n y\n  z\n )\n   k and (l\n or m)\n\
                because \"a\"\n en \"b\"\nx\n"
        .replace("\nbecause", "\n because")
        .replace("\nx\n", "\n");
    let expected = "rule A-1\n  decides a is b\n  when all of\n    x -- first\n    -- second\n    (any of\n      y\n      z\n    )\n    \
                    k and (l\n      or m)\n  because \"a\"\n    en \"b\"\n";
    assert_eq!(formatted(&text), expected);
}

#[test]
fn comments_stay_where_they_are() {
    let text = "-- head\n\n-- of file\nuse a edition \"1\" -- first\n-- before b\n\n\nuse b edition \"1\"\n  -- inside\n-- outside\n   \n-- end";
    let expected = "-- head\n\n-- of file\nuse a edition \"1\" -- first\n\n-- before b\n\nuse b edition \"1\"\n  -- inside\n\n-- outside\n\n-- end\n";
    assert_eq!(formatted(text), expected);
    let inside = "criterion c\n-- at the margin\n  holds when a -- why\n    and b\n";
    assert_eq!(formatted(inside), "criterion c\n  -- at the margin\n  holds when a -- why\n    and b\n");
}

#[test]
fn the_line_with_the_language_is_added_and_dropped() {
    let english = "-- note\nuse a edition \"1\"\n";
    let indonesian = format(english, Some(Language::Indonesian)).unwrap();
    assert_eq!(indonesian, "bahasa id\n-- note\nmemakai a edisi \"1\"\n");
    assert_eq!(format(&indonesian, Some(Language::English)).unwrap(), english);
    assert_eq!(
        formatted("-- x\nlanguage   id -- y\nmemakai a edisi \"1\""),
        "bahasa id\n-- x\n-- y\nmemakai a edisi \"1\"\n"
    );
    assert_eq!(formatted("language en\nuse a edition \"1\""), "use a edition \"1\"\n");
    assert_eq!(formatted(""), "");
}

#[test]
fn a_text_with_mistakes_is_left_alone() {
    assert!(format("criterion c\n  holds when\n", None).unwrap_err().has_errors());
    assert!(format("syarat c\n  holds when a\n", Some(Language::Indonesian)).unwrap_err().has_errors());
}

#[test]
fn what_is_not_encoded_is_commentary() {
    let source = |articles: &str| format!("source LAW\n  title \"A\" en \"A\"\n  article 1 \"B\" en \"B\"\n{articles}");
    let left_out =
        "  article 2 \"C\" en \"C\" not encoded \"D\" en \"D\"\n  article 3\n    not encoded \"E\" en \"E\"\n";
    assert_eq!(canonical(&source(left_out), true), canonical(&source(""), true));
    assert_ne!(canonical(&source(left_out), false), canonical(&source(""), false));
    assert_ne!(canonical(&source("  article 2 \"C\" en \"C\"\n"), true), canonical(&source(""), true));
}

#[test]
fn the_canonical_form_knows_no_layout_language_or_comments() {
    let one = canonical(SAMPLE, false);
    assert_eq!(canonical(SAMPLE_ID, false), one);
    assert_eq!(canonical(&SAMPLE.replace('\n', "\n   -- x\n\n"), false), one.clone(), "comments inside");
    assert_eq!(canonical("use  a\n edition \"1\" -- x\n", false), "use a edition \"1\"\n");
    assert_eq!(canonical("scenario \"a\"\nuse a edition \"1\"\n", true), "use a edition \"1\"\n");
    let joined = |text: &str| canonical(&format!("criterion c\n  label {text}\n  holds when a"), false);
    assert_eq!(joined("\"a\" \"b\" en \"c\""), joined("\"ab\"\n   en \"c\""));
    assert_ne!(joined("\"a\" en \"b\""), joined("\"ab\""));
    assert_ne!(canonical(&criterion("a.b = 1"), false), canonical(&criterion("a.b = 1.0"), false));
}
