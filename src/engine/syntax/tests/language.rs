//! What the constructs mean: one tree for two spellings, what binds tighter, what may be left out.

use super::*;

#[test]
fn the_sample_is_read_without_a_word_in_both_languages() {
    let english = good(SAMPLE);
    assert_eq!(good(SAMPLE_ID), english);
    assert_eq!(parse(FileId(0), SAMPLE).tree.items.len(), 23);
    assert!(!english.contains("Broken"));
    assert_eq!(parse(FileId(0), SAMPLE).tree.language, Language::English);
    assert_eq!(parse(FileId(0), SAMPLE_ID).tree.language, Language::Indonesian);
}

#[test]
fn the_language_is_named_on_the_first_line_after_comments() {
    for header in ["language id", "bahasa id", "-- x\n\nbahasa   id -- y"] {
        assert_eq!(parse(FileId(0), &format!("{header}\n")).tree.language, Language::Indonesian, "{header}");
    }
    for header in ["language en", "bahasa en", "", "use a edition \"1\"\nbahasa id"] {
        assert_eq!(parse(FileId(0), header).tree.language, Language::English, "{header}");
    }
    assert_eq!(codes("bahasa fr\n"), [("E0101", 1)]);
    assert_eq!(codes("use a edition \"1\"\nbahasa id\n"), [("E0102", 2)]);
}

/// Two conditions that must be read alike.
fn alike(one: &str, other: &str) {
    assert_eq!(good(&criterion(one)), good(&criterion(other)), "{one} | {other}");
}

#[test]
fn words_and_signs_say_the_same() {
    alike("a at least 2", "a >= 2");
    alike("a at most 2", "a <= 2");
    alike("a more  than 2", "a > 2");
    alike("a less\n   than 2", "a < 2");
    alike("a", "a -- a comment\n  -- and another");
}

#[test]
fn what_binds_tighter() {
    alike("a + b * c = d", "(a + (b * c)) = d");
    alike("a - b - c = 0", "((a - b) - c) = 0");
    alike("not a = b and c", "(not (a = b)) and c");
    alike("not a is given or c", "(not (a is given)) or c");
    alike("every x in l has x.a and x.b", "every x in l has (x.a and x.b)");
    alike("k and some x in l where x.a has x.b and c", "k and (some x in l where x.a has (x.b and c))");
    alike("if a then b otherwise c and d", "if a then b otherwise (c and d)");
    alike("a / b rounded to 2 digits up * c = d", "((a / b rounded to 2 digits up) * c) = d");
    alike("a + b is in {1, 2}", "(a + b) is in {1, 2}");
    alike("d within 5 days before e + 1 days", "d within 5 days before (e + 1 days)");
    alike("a - 5 = -5", "(a - 5) = (-5)");
    assert_ne!(tree(&criterion("a and (b and c)")), tree(&criterion("a and b and c")));
}

#[test]
fn a_list_is_a_chain() {
    alike("all of\n    a\n    b = 2", "a and b = 2");
    alike("any of\n    a\n    (all of\n      b\n      c)", "a or (b and c)");
    alike("all of\n    a\n      and b\n    c or d", "(a and b) and (c or d)");
    alike("all of\n  a\n  b", "a and b");
}

#[test]
fn a_minus_belongs_to_digits_only_where_a_value_begins() {
    alike("a -5 = 0", "a - 5 = 0");
    assert!(good(&criterion("a = -5.25")).contains("digits: -525, scale: 2"));
    assert!(good(&criterion("a = 0.000000001")).contains("digits: 1, scale: 9"));
}

#[test]
fn clause_words_are_fields_and_keywords_are_boundaries() {
    good("record r\n  title : text \"A\"\n  label : text \"B\"\n  question : text \"C\"\n  number : 1..2 \"D\"\n");
    good(&criterion("a.title = b.number and everything and orders and iso"));
    good("rule not-1\n  decides a is b\n  when c\n  because \"x\"\n");
    alike("x is yes", "x is yes ");
    assert!(good(&criterion("notable")).contains("notable"));
}

#[test]
fn a_string_keeps_its_escapes_and_joins_its_neighbour() {
    let text = criterion(
        r#"a = "x \"y\" \\ z" " and" -- comment
    " more""#,
    );
    assert!(good(&text).contains(r#"x \"y\" \\ z and more"#), "{}", tree(&text));
}

#[test]
fn windows_line_ends_read_the_same() {
    assert_eq!(good(&SAMPLE.replace('\n', "\r\n")), good(SAMPLE));
}

#[test]
fn a_label_may_lack_a_language() {
    assert!(good("criterion c\n  label en \"B\"\n  holds when a\n").contains("id: None"));
    assert!(good("criterion c\n  label \"B\"\n  holds when a\n").contains("en: None"));
}

#[test]
fn uses_are_found_even_beside_mistakes() {
    let text = "bahasa id\nxx yy\nmemakai common edisi \"20\" \"18\"\nmemakai b edisi \"1\"\nsyarat a\n  salah";
    assert_eq!(uses(text).last(), Some(&("b".to_owned(), "1".to_owned())));
    assert_eq!(uses("use a edition \"1\" -- x\n"), [("a".to_owned(), "1".to_owned())]);
}

#[test]
fn names_of_items_span_their_words() {
    let text = "criterion old_enough\n  holds when age >= 17 -- years\n\n-- end\n";
    let parsed = parse(FileId(3), text);
    let item = parsed.tree.items.first().unwrap();
    let slice = |span: Span| text.get(span.start as usize..span.end as usize).unwrap();
    assert_eq!(slice(item.span), "criterion old_enough\n  holds when age >= 17 -- years");
    let tree::ItemKind::Criterion(criterion) = &item.kind else { panic!("{item:?}") };
    assert_eq!(slice(criterion.name.span), "old_enough");
    let tree::Meaning::Expr(condition) = &criterion.condition else { panic!("{criterion:?}") };
    assert_eq!(slice(condition.span), "age >= 17");
    assert_eq!(condition.span.file, FileId(3));
}
