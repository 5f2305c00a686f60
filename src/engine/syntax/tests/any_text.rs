//! Whatever the text is: it is read without a panic, and a text without mistakes survives layout and translation.

use super::super::canonical;
use super::super::format::format;
use super::super::keywords;
use super::*;
use proptest::prelude::*;

/// Words and signs as they may stand in a file, sensible or not.
fn token() -> impl Strategy<Value = String> {
    let words: Vec<String> = keywords::ALL.iter().flat_map(|it| [it.en.to_owned(), it.id.to_owned()]).collect();
    let signs = [
        "(",
        ")",
        "{",
        "}",
        "|",
        "->",
        "-",
        ",",
        ":",
        "..",
        "..<",
        "<",
        ">=",
        "=",
        "+",
        "*",
        "/",
        "\"",
        "\"a\"",
        "\"b\\\"\"",
        "\\",
        "--",
        "-- x\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n\n",
        "\r\n",
        "\t",
        "a",
        "x.y",
        "l",
        "EX-1",
        "12",
        "-5",
        "3.25",
        "2024-02-29",
        "2024-02-30",
        "99999999999999999999",
        "[1]",
        ".",
        "é",
        "a\u{301}",
        "\u{202e}",
        "\u{feff}",
        "аb",
        "“",
        ";",
        "\u{0}",
    ];
    let signs: Vec<String> = signs.into_iter().map(str::to_owned).collect();
    prop_oneof![
        3 => proptest::sample::select(words),
        4 => proptest::sample::select(signs),
    ]
}

/// A sample with one piece cut out, doubled or replaced.
fn bent() -> impl Strategy<Value = String> {
    (any::<proptest::sample::Index>(), 0_usize..40, proptest::collection::vec(token(), 0..4), any::<bool>()).prop_map(
        |(at, length, tokens, indonesian)| {
            let sample: Vec<char> = if indonesian { SAMPLE_ID } else { SAMPLE }.chars().collect();
            let start = at.index(sample.len());
            let end = (start + length).min(sample.len());
            let (before, after): (String, String) = (sample[..start].iter().collect(), sample[end..].iter().collect());
            format!("{before}{}{after}", tokens.join(" "))
        },
    )
}

/// Every place lies within the text, at the edges of characters.
fn is_sound(text: &str) {
    let parsed = parse(FileId(0), text);
    for diagnostic in &parsed.report.diagnostics {
        let places = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary);
        for label in places {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(text.get(start..end).is_some(), "{start}..{end} {diagnostic:?}\n{text}");
            assert!(!label.text.id.is_empty() && !label.text.en.is_empty(), "{diagnostic:?}");
        }
        assert!(!diagnostic.message.id.is_empty() && !diagnostic.message.en.is_empty());
    }
    assert!(canonical(text, true).len() <= canonical(text, false).len());
    assert!(uses(text).len() <= parsed.tree.items.len());
    survives(text);
}

/// A text without mistakes keeps its tree in the common layout and in the other language.
fn survives(text: &str) {
    let Ok(once) = format(text, None) else {
        return;
    };
    assert_eq!(format(&once, None).as_deref().ok(), Some(once.as_str()), "not the same again\n{text}");
    assert_eq!(tree(&once), tree(text), "another tree\n{text}\n{once}");
    assert_eq!(canonical(&once, false), canonical(text, false), "another identity\n{text}\n{once}");
    let there = format(&once, Some(Language::Indonesian)).unwrap();
    let back = format(&there, Some(Language::English)).unwrap();
    assert_eq!(tree(&there), tree(text));
    assert_eq!(format(&back, Some(Language::Indonesian)).unwrap(), there);
    for comment in ["-- x", "-- lowest first", "-- still in force", "-- the code comes first"] {
        assert_eq!(once.matches(comment).count(), text.matches(comment).count(), "{text}\n{once}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tokens_are_read(tokens in proptest::collection::vec(token(), 0..60)) {
        is_sound(&tokens.join(" "));
    }

    #[test]
    fn any_tokens_in_an_item_are_read(tokens in proptest::collection::vec(token(), 0..40), which in 0_usize..32) {
        let items: Vec<_> = keywords::ALL.iter().filter(|it| it.class == keywords::Class::Item).collect();
        let item = items[which % items.len()];
        is_sound(&format!("{} a {}", item.en, tokens.join(" ")));
    }

    #[test]
    fn any_bytes_are_read(text in any::<String>()) {
        is_sound(&text);
        is_sound(&format!("criterion a\n  holds when {text}"));
    }
}

/// Where one blank stands between two words of the sample: not in a string, a comment or the row of a table.
fn blanks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start();
        let mut in_string = content.starts_with('|') || content.contains("--");
        for (at, character) in line.char_indices().skip(line.len() - content.len()) {
            in_string ^= character == '"';
            if character == ' ' && !in_string {
                found.push(offset + at);
            }
        }
        offset += line.len();
    }
    found
}

/// A sample with other blanks, line ends and comments between some of its words.
fn spread() -> impl Strategy<Value = String> {
    let gaps = proptest::sample::select(vec![
        "  ",
        "\t",
        "\n      ",
        "\n  ",
        "\n\n ",
        " -- x\n  ",
        "\n-- x\n  ",
        "\n   -- x\n\n ",
    ]);
    let changes = proptest::collection::vec((any::<proptest::sample::Index>(), gaps), 1..5);
    (changes, any::<bool>()).prop_map(|(changes, indonesian)| {
        let mut text = if indonesian { SAMPLE_ID } else { SAMPLE }.to_owned();
        for (at, gap) in changes {
            let places = blanks(&text);
            let place = places[at.index(places.len())];
            text.replace_range(place..=place, gap);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bent_sample_is_read(text in bent()) {
        is_sound(&text);
    }

    #[test]
    fn a_spread_sample_keeps_its_meaning(text in spread()) {
        is_sound(&text);
        if said(&text).is_empty() {
            prop_assert_eq!(canonical(&text, false), canonical(SAMPLE, false));
        }
    }
}

#[test]
fn every_keyword_is_read_by_its_rule_in_both_languages() {
    for keyword in keywords::ALL {
        for phrase in [keyword.en, keyword.id] {
            let spaced = phrase.replace(' ', " \n\t ");
            assert!(grammar::parse(keyword.rule, &spaced).is_ok(), "{phrase}");
            assert!(grammar::parse(keyword.rule, &format!("{phrase}x")).is_err(), "{phrase}x");
        }
    }
    let named = grammar::Rule::all_rules().iter().filter(|it| format!("{it:?}").starts_with("kw_")).count();
    assert_eq!(named, keywords::ALL.len());
}

#[test]
fn the_reserved_words_of_the_grammar_are_those_of_the_keywords() {
    for keyword in keywords::ALL {
        for word in [keyword.en, keyword.id].map(|it| it.split(' ').next().unwrap()) {
            let reserved = grammar::parse(grammar::Rule::reserved, word).is_ok();
            assert_eq!(reserved, keywords::is_reserved(word), "{word}");
        }
    }
}
