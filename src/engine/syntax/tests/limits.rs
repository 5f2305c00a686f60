//! Texts that are too long or too deep end soon, with a diagnostic.

use super::*;

/// The codes of a hostile text. Without the limits it would take minutes, or overflow the stack.
fn soon(text: &str) -> Vec<&'static str> {
    let cut: String = text.chars().take(GREATEST_LENGTH).collect();
    let parsed = parse(FileId(0), &cut);
    let mut found: Vec<&'static str> = parsed.report.diagnostics.iter().map(|it| it.code.number()).collect();
    found.dedup();
    found
}

#[test]
fn nesting_ends_at_64_levels() {
    let nested = |count: usize| criterion(&format!("{}a{}", "(".repeat(count), ")".repeat(count)));
    assert_eq!(codes(&nested(60)), []);
    for count in [65, 80, 400_000] {
        assert_eq!(soon(&nested(count)), ["E0109"], "{count}");
    }
    assert_eq!(soon(&criterion(&format!("{}a", "not ".repeat(63)))), Vec::<&str>::new());
    assert_eq!(soon(&criterion(&format!("{}a", "not ".repeat(64)))), ["E0109"]);
    assert_eq!(soon(&criterion(&format!("{}a", "if a then b otherwise ".repeat(70)))), ["E0109"]);
    assert_eq!(soon(&criterion(&format!("{}a", "every x in y has ".repeat(70)))), ["E0109"]);
    assert_eq!(soon(&format!("record r\n  a : {}text\n", "list of ".repeat(70))), ["E0109"]);
    for opener in ["if ", "sum of ", "every x in y where ", "count of x in y where ", "list of "] {
        assert_eq!(
            soon(&criterion(&opener.repeat(30_000))).last(),
            Some(&if opener == "list of " { "E0101" } else { "E0109" })
        );
    }
}

#[test]
fn expressions_end_at_1000_operands() {
    assert_eq!(codes(&criterion(&format!("a{}", " and a".repeat(999)))), []);
    assert_eq!(soon(&criterion(&format!("a{}", " and a".repeat(1_000)))), ["E0111"]);
    assert_eq!(soon(&criterion(&format!("a{}", " and a".repeat(170_000)))), ["E0111"]);
    assert_eq!(soon(&criterion(&format!("a = 1{}", " + 1".repeat(100_000)))), ["E0111"]);
    assert_eq!(codes(&criterion(&format!("a = 1{}", " + 1".repeat(63)))), []);
    assert_eq!(soon(&criterion(&format!("a = 1{}", " + 1".repeat(64)))), ["E0111"]);
    assert_eq!(soon(&criterion(&format!("a is in {{1{}}}", ", 1".repeat(1_000)))), ["E0111"]);
    assert_eq!(soon(&criterion(&format!("all of\n{}", "    a\n".repeat(1_001)))), ["E0111"]);
}

#[test]
fn files_end_at_a_mebibyte_and_10000_items() {
    assert_eq!(codes(&" ".repeat(GREATEST_LENGTH)), []);
    assert_eq!(codes(&" ".repeat(GREATEST_LENGTH + 1)), [("E0108", 1)]);
    let item = "use a edition \"1\"\n";
    assert_eq!(codes(&item.repeat(MOST_ITEMS)), []);
    assert_eq!(codes(&item.repeat(MOST_ITEMS + 1)), [("E0110", MOST_ITEMS + 1)]);
}

#[test]
fn an_item_that_takes_too_many_steps_is_refused() {
    assert_eq!(soon(&format!("table t : E\n  | x | -> t |\n{}", "  | 1..2 | -> b |\n".repeat(55_000))), ["E0112"]);
}

#[test]
fn hostile_files_end() {
    let unclosed = format!("criterion a\n  holds when b\n{}", "  label \"abc\n".repeat(20_000));
    assert!(soon(&unclosed).contains(&"E0103"));
    for line in
        ["  basis x y\n", "    a and\n", "    a >=\n", "    (any of\n", "    ) a\n", "  | 1 | > b |\n", "  a ; b\n"]
    {
        for head in ["rule a\n  when all of\n", "table t : E\n", "record r\n", "enum e\n", "scenario \"s\"\n"] {
            let text = format!("{head}{}", line.repeat(1_500));
            assert!(!soon(&text).is_empty(), "{head}{line}");
        }
    }
}
