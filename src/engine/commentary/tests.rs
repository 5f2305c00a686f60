//! Small laws with one of everything.

use super::*;
use crate::engine::library::{Folder, Library, check};

const SOURCES: &str = r#"
source LAW
  title "Undang-Undang" en "Act"
  cited as "UU" en "Act"
  published "nowhere"
  article 10 "Sepuluh" en "Ten"
  article 2 "Dua" en "Two"
  article 3 "Tiga" en "Three"
    not encoded "Bukan urusan ini" en "Not our concern"
  article 4 "Empat" en "Four"

source SILENT
  title "Diam" en "Silent"
  cited as "Diam" en "Silent"
"#;

fn edition(year: u32, until: &str, extra: &str) -> String {
    format!(
        r#"
rulebook example edition "{year}"
  title "Contoh" en "Example"
  in force from {year}-01-01{until} by asked_on
  basis LAW (secondary)

input
  asked_on : date      "Tanggal" en "Date"
  length   : 0..99     "Panjang" en "Length"
  wanted   : yes or no "Diminta" en "Wanted"

parameter longest : 0..99 is 12
  label "Paling lama" en "Longest"
  basis LAW article 2 paragraph 1 (inferred)
  alternatives 24

criterion short
  label "Singkat" en "Short"
  basis LAW article 10 (verified)
  holds when length <= longest
{extra}
decision aid
  label "Bantuan" en "Aid"
  outcome granted "Diberikan" en "Granted"
  outcome refused "Ditolak"   en "Refused"
  otherwise refused
    basis LAW article 10 (verified)
    because "Tidak" en "No"

rule A-1
  decides aid is granted
  when short and wanted
  basis LAW article 2 (unverified)
  because "Ya" en "Yes"
"#
    )
}

const WAITING: &str = r#"
criterion waiting
  label "Menunggu" en "Waiting"
  basis LAW article 10 (secondary)
  pending "Belum dibaca" en "Not read"

rule A-2
  decides aid is granted
  when waiting
  basis LAW article 10 (secondary)
  because "Ya" en "Yes"
"#;

fn law() -> Law {
    let mut library = Library::default();
    let shared = library.sources.add("sources.aturan", SOURCES);
    library.shared.push(shared);
    for (year, until, extra) in [(2020, " until 2020-12-31", ""), (2021, "", WAITING)] {
        let path = format!("example/{year}");
        let file = library.sources.add(format!("{path}/rules.aturan"), edition(year, until, extra));
        library.folders.push(Folder { path, files: vec![file], target: true });
    }
    let checked = check(&library);
    assert!(!checked.report.has_errors(), "{:?}", checked.report);
    of(&checked, &library.sources)
}

fn places(source: &SourceLaw) -> Vec<(String, Standing)> {
    let text = |it: &ArticleLaw| crate::engine::captions::citation::place(&it.place).en;
    source.articles.iter().map(|it| (text(it), it.standing())).collect()
}

#[test]
fn every_place_stands_once_in_natural_order() {
    let law = law();
    let expected = [
        ("", Standing::Encoded),
        ("article 2", Standing::Open),
        ("article 2 paragraph (1)", Standing::Open),
        ("article 3", Standing::NotEncoded),
        ("article 4", Standing::Uncited),
        ("article 10", Standing::Pending),
    ];
    assert_eq!(places(&law.sources[0]), expected.map(|(place, standing)| (place.to_owned(), standing)));
    let tally = law.sources[0].tally();
    assert_eq!(Standing::ALL.map(|it| tally.of(it)), [1, 2, 1, 1, 1]);
    assert_eq!(tally.all(), 6);
}

#[test]
fn a_source_that_nothing_cites_is_there_too() {
    let law = law();
    assert_eq!(law.sources.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["LAW", "SILENT"]);
    assert_eq!(law.sources[1].articles, []);
    assert_eq!(law.sources[1].tally(), Tally::default());
}

#[test]
fn what_editions_say_in_the_same_words_stands_once() {
    let law = law();
    let ten = law.sources[0].articles.last().unwrap();
    let shown: Vec<_> = ten
        .uses
        .iter()
        .map(|it| (it.kind, it.name.as_str(), it.written.iter().map(|it| it.edition.as_deref().unwrap()).collect()))
        .collect();
    let both = vec!["2020", "2021"];
    let expected: [(UseKind, &str, Vec<&str>); 4] = [
        (UseKind::Criterion, "short", both.clone()),
        (UseKind::Otherwise, "aid = refused", both),
        (UseKind::Criterion, "waiting", vec!["2021"]),
        (UseKind::Rule, "A-2", vec!["2021"]),
    ];
    assert_eq!(shown, expected);
    assert_eq!(ten.uses[0].written[1].at, At { path: "example/2021/rules.aturan".into(), line: 17 });
    assert_eq!(ten.uses[2].pending, Some(Wording::new("Belum dibaca", "Not read")));
}

#[test]
fn a_parameter_shows_its_value_and_its_alternatives() {
    let law = law();
    let first = &law.sources[0].articles[2].uses[0];
    assert_eq!((first.kind, first.establishedness), (UseKind::Parameter, Establishedness::Inferred));
    assert_eq!(first.value, Some(Wording::same("12")));
    assert_eq!(first.alternatives, [Wording::same("24")]);
    assert_eq!(law.sources[0].articles[2].summary, None);
    assert_eq!(law.sources[0].articles[3].not_encoded, Some(Wording::new("Bukan urusan ini", "Not our concern")));
}

#[test]
fn saying_why_an_article_is_not_encoded_changes_no_identity() {
    let hash = |sources: &str| {
        let mut library = Library::default();
        let shared = library.sources.add("sources.aturan", sources);
        library.shared.push(shared);
        let file = library.sources.add("example/2020/rules.aturan", edition(2020, "", ""));
        library.folders.push(Folder { path: "example/2020".into(), files: vec![file], target: true });
        let checked = check(&library);
        checked.editions.first().map(|it| it.rulebook.sha256.clone()).unwrap()
    };
    let marked = "  article 3 \"Tiga\" en \"Three\"\n    not encoded \"Bukan urusan ini\" en \"Not our concern\"\n";
    assert!(SOURCES.contains(marked));
    assert_eq!(hash(SOURCES), hash(&SOURCES.replace(marked, "")));
    assert_ne!(hash(SOURCES), hash(&SOURCES.replace("\"Two\"", "\"Second\"")));
}
