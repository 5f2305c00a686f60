//! The commentary on the shipped rules: its pages in `docs/law` are those of today, and it leaves no article out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::session;

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn law(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_timbang")).current_dir(top()).env_clear().arg("law").args(arguments).output();
    let output = output.unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The pages of a folder by their names.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|it| it.unwrap().path());
    let name = |it: &PathBuf| it.file_name().unwrap().to_string_lossy().into_owned();
    entries.map(|it| (name(&it), std::fs::read_to_string(&it).unwrap())).collect()
}

#[test]
fn the_pages_are_those_of_today() {
    for language in ["id", "en"] {
        let kept = top().join("docs/law").join(language);
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("law-{}-{language}", std::process::id()));
        law(&["--format", "markdown", "--language", language, "--output", made.to_str().unwrap()]);
        let (before, now) = (pages(&kept), pages(&made));
        std::fs::remove_dir_all(&made).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            for name in before.keys() {
                std::fs::remove_file(kept.join(name)).unwrap();
            }
            std::fs::create_dir_all(&kept).unwrap();
            for (name, text) in &now {
                std::fs::write(kept.join(name), text).unwrap();
            }
            continue;
        }
        let names = |it: &BTreeMap<String, String>| it.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&before), names(&now), "docs/law/{language}: run UPDATE_EXPECT=1 cargo test --test cli law");
        for (name, text) in &now {
            let old = &before[name];
            assert!(old == text, "docs/law/{language}/{name} is stale, {}", session::difference(old, text));
        }
    }
}

fn document() -> serde_json::Value {
    serde_json::from_str(&law(&["--format", "json"])).unwrap()
}

fn source<'a>(document: &'a serde_json::Value, name: &str) -> &'a serde_json::Value {
    document["sources"].as_array().unwrap().iter().find(|it| it["name"] == name).unwrap()
}

/// The numbers of the articles of which a source says something.
fn articles(source: &serde_json::Value) -> BTreeSet<&str> {
    let listed = source["articles"].as_array().unwrap().iter().filter(|it| it["place"][0]["part"] == "article");
    listed.map(|it| it["place"][0]["number"].as_str().unwrap()).collect()
}

#[test]
fn each_article_on_filling_and_succession_is_encoded_or_left_out_with_a_reason() {
    let document = document();
    assert_eq!(document["format"], "timbang.law/1");
    for (name, wanted) in [
        ("PP-11-2017", (105..=134).chain(198..=203).collect::<Vec<_>>()),
        ("UU-5-2014", (108..=120).collect::<Vec<_>>()),
    ] {
        let known = articles(source(&document, name));
        let missing: Vec<_> = wanted.iter().filter(|it| !known.contains(it.to_string().as_str())).collect();
        assert_eq!(missing, Vec::<&i32>::new(), "{name}");
    }
}

#[test]
fn every_article_is_encoded_or_has_a_reason_in_both_languages() {
    let document = document();
    for source in document["sources"].as_array().unwrap() {
        for article in source["articles"].as_array().unwrap() {
            let uses = article["uses"].as_array().unwrap();
            let why = &article["not_encoded"];
            assert_eq!(uses.is_empty(), why.is_object(), "{} {}", source["name"], article["text"]);
            for text in [why, &article["summary"]].into_iter().filter(|it| it.is_object()) {
                assert_ne!(text["id"], text["en"], "{} {}", source["name"], article["text"]);
            }
        }
    }
}

#[test]
fn tallies_count_each_place_once() {
    for source in document()["sources"].as_array().unwrap() {
        let counted: u64 = source["tally"].as_object().unwrap().values().map(|it| it.as_u64().unwrap()).sum();
        assert_eq!(counted, source["articles"].as_array().unwrap().len() as u64, "{}", source["name"]);
    }
}

/// Words of the program itself: where the texts of the rules are the same in both languages, these tell them apart.
#[test]
fn each_language_speaks_for_itself_and_within_a_hundred_columns() {
    let (indonesian, english) = (law(&["--language", "id"]), law(&["--language", "en"]));
    for (text, own, other) in [
        (&indonesian, ["tidak disandikan", "menunggu:", "bernilai ", "syarat "], "criterion "),
        (&english, ["not encoded", "pending:", "is ", "criterion "], "syarat "),
    ] {
        for word in own {
            assert!(text.contains(word), "{word}");
        }
        assert!(!text.contains(&format!("    - {other}")), "{other}");
        let words_fit = |line: &&str| line.chars().count() > 100 && line.trim().contains(' ');
        assert_eq!(text.lines().filter(words_fit).collect::<Vec<_>>(), Vec::<&str>::new());
    }
    let shape = |text: &str| text.lines().filter(|it| it.starts_with("    - ")).count();
    assert_eq!(shape(&indonesian), shape(&english));
}
